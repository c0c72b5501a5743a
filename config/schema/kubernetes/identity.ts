import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import { z } from "zod";
import { ObjectName } from "../../kubernetes-names";
import { name } from "../../name";
import { Audience, BucketName, RoleName } from "../../names";
import { seconds } from "../session";

/** As AWS compares it with a token, byte for byte: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const ISSUER_URL =
  "an https URL without port, query, fragment and trailing slash, such as https://oidc.example.com/openhands";
const IssuerUrl = name(
  /^https:\/\/(?=.{4,245}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:\/[\w.-]+)*$/,
  ISSUER_URL,
);

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
const Certificate = name(
  /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  "the ARN of a certificate of ACM in us-east-1, the only region whose certificates CloudFront takes",
);

export const ISSUER_DOCUMENTS = ["cloudfront", "bucket", "elsewhere"] as const;

const Issuer = z
  .strictObject({
    url: IssuerUrl.optional().describe(
      "The issuer of the cluster's tokens, exactly as its API server has it (--service-account-issuer). It is for ever: prefer a name of your own to a bucket's or a distribution's. Required, but with documents: cloudfront and the distribution's own name you leave it out until the stack openhands-issuer is applied: its output domain_name is the host. Default: none. https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection",
    ),
    documents: z
      .enum(ISSUER_DOCUMENTS, { error: `must be one of ${ISSUER_DOCUMENTS.join(", ")}` })
      .default("elsewhere")
      .describe(
        "Where the issuer's two public documents are. cloudfront: the stack openhands-issuer creates a private bucket and a distribution of CloudFront, which alone may read them. bucket: it creates a bucket in which anyone may read them, and nothing else. elsewhere: at a URL of yours, and no stack.",
      ),
    bucket: BucketName.optional().describe(
      "The bucket to which issuer publish writes the documents. The stack openhands-issuer creates it, or with documents: elsewhere it is yours, with a server in front of it. Never rename it: the documents would be lost. Default: none; you publish the documents yourself.",
    ),
    certificate: Certificate.optional().describe(
      "The certificate for the URL's own host name, with documents: cloudfront; point that name to the distribution. Default: none; the issuer has the distribution's own name. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
    ),
  })
  .describe(
    "The issuer of the cluster's service-account tokens. On EKS, the cluster has one (cluster.identity.oidc.issuer). Default: none, with podIdentity.",
  );

export const Identity = z
  .strictObject({
    cluster: z
      .enum(["self-hosted", "eks"], { error: "must be self-hosted or eks" })
      .describe("The kind of cluster. Required."),
    issuer: Issuer.optional(),
    podIdentity: z
      .strictObject({
        cluster: name(
          /^[A-Za-z0-9][\w-]{0,99}$/,
          "the name of an EKS cluster: letters, digits, _ and -, at most 100",
        ).describe("The EKS cluster's name. Required."),
      })
      .optional()
      .describe(
        "EKS Pod Identity in place of an issuer: the cluster's agent hands out the role's sessions. Default: none. https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
      ),
    provider: z
      .enum(["create", "existing"])
      .default("create")
      .describe(
        "existing: the account already has an OIDC provider for the issuer, as EKS clusters often do. Default: create.",
      ),
    audience: Audience.default(STS_AUDIENCE).describe("What the pod's token is issued for."),
    role: RoleName.default("openhands-workload-role").describe(
      "The role of OpenHands' pod. Never rename it: AWS would replace the role.",
    ),
    serviceAccount: ObjectName.optional().describe(
      "The service account of OpenHands' pod, the only one that may assume the role. Default: kubernetes.deployment.name.",
    ),
    tokenSeconds: seconds(600, 86_400, "Kubernetes' limits for a token that AWS accepts for a day at most")
      .default(3600)
      .describe(
        "How long the pod's token is valid, in seconds; the kubelet renews it after 80 % of that. https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken",
      ),
  })
  .describe(
    "The cluster's workload identity: AWS trusts the tokens of OpenHands' service account. With bedrock.access: workload-identity, there is no IAM user and no access key. Hardened only. Default: none.",
  );
