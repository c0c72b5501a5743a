import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import { InputError } from "@openhands-aws/facts/program-error";
import type { Issuer } from "./issuer";

/** The section kubernetes.identity, as far as it is about the issuer. */
interface Identity {
  readonly cluster: string;
  readonly issuer?: { readonly url?: string; readonly bucket?: string };
  readonly audience?: string;
  readonly serviceAccount?: string;
}

interface Configured {
  readonly kubernetes?: {
    readonly namespace: string;
    readonly deployment: { readonly name: string };
    readonly identity?: Identity;
  };
}

/** @throws InputError if the config has no issuer to publish */
export function issuerOf({ kubernetes }: Configured): Issuer {
  const identity = kubernetes?.identity;
  if (!kubernetes || !identity)
    throw new InputError(
      "There is no issuer to publish: the config has no kubernetes.identity. Write kubernetes.identity: {cluster: self-hosted, issuer: {url: https://...}}.",
    );
  if (identity.cluster === "eks")
    throw new InputError(
      "There is nothing to publish with kubernetes.identity.cluster: eks: AWS publishes the issuer of an EKS cluster.",
    );
  const { url, bucket } = identity.issuer ?? {};
  if (url === undefined)
    throw new InputError(
      "The issuer has no URL yet: apply the stack that creates its bucket, and write the URL that it names into kubernetes.identity.issuer.url.",
    );
  return {
    url,
    bucket,
    audience: identity.audience ?? STS_AUDIENCE,
    serviceAccount: {
      namespace: kubernetes.namespace,
      name: identity.serviceAccount ?? kubernetes.deployment.name,
    },
  };
}
