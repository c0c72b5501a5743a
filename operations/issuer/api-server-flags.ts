import type { Distribution } from "./distribution";
import { type Issuer, keysUrl } from "./issuer";

/** The name that Kubernetes gives itself where nobody has changed it. */
const OWN_ISSUER = "https://kubernetes.default.svc.cluster.local";

/**
 * What to set so that the API server issues the tokens of this issuer, and still accepts those that it issued before: the
 * first issuer and the signing key are for new tokens, every issuer and key file is for verifying.
 * @param current the issuer that it has now
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
 */
export function apiServerFlags(issuer: Pick<Issuer, "url">, distribution: Distribution, current = OWN_ISSUER): string {
  return `${flagsOf(issuer, distribution, current)}
Where api-audiences is set already, leave it as it is: pods use tokens for it.`;
}

function flagsOf(issuer: Pick<Issuer, "url">, distribution: Distribution, current: string): string {
  const { url } = issuer;
  const old = current === url ? OWN_ISSUER : current;
  const keys = keysUrl(issuer);
  switch (distribution) {
    case "k3s":
    case "rke2":
      return `in /etc/rancher/${distribution}/config.yaml of every server, then restart one after the other:
  kube-apiserver-arg:
    - service-account-issuer=${url}
    - service-account-issuer=${old}
    - service-account-jwks-uri=${keys}
    - api-audiences=${old},${distribution}
To verify with two keys, add service-account-key-file twice: /var/lib/rancher/${distribution}/server/tls/service.key, and the other public key.`;
    case "kops":
      return `in the cluster (kops edit cluster), then kops update cluster --yes and kops rolling-update cluster --yes:
  spec:
    kubeAPIServer:
      serviceAccountIssuer: ${url}
      additionalServiceAccountIssuers: [${old}]
      serviceAccountJWKSURI: ${keys}
      apiAudiences: [${old}]
To verify with two keys: kops create keypair service-account; kops promote keypair service-account switches to the new one.`;
    case "kubeadm":
      return `in kubeadm's ClusterConfiguration (kubeadm.k8s.io/v1beta4), then kubeadm init phase control-plane apiserver --config FILE on every server:
  apiServer:
    extraArgs:
${argument("service-account-issuer", url)}
${argument("service-account-issuer", old)}
${argument("service-account-jwks-uri", keys)}
${argument("api-audiences", old)}
${argument("service-account-key-file", "/etc/kubernetes/pki/sa.pub")}
${argument("service-account-signing-key-file", "/etc/kubernetes/pki/sa.key")}
To verify with two keys, name service-account-key-file once more, with the other public key.`;
    default:
      return `flags of every kube-apiserver:
  --service-account-issuer=${url}
  --service-account-issuer=${old}
  --service-account-jwks-uri=${keys}
  --api-audiences=${old}
  --service-account-key-file=FILE          once for each public key that it verifies with
  --service-account-signing-key-file=FILE  the private key that it signs with`;
  }
}

const argument = (name: string, value: string): string => `      - {name: ${name}, value: "${value}"}`;
