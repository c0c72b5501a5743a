import { bucketArn, type Grant } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { DOCUMENT_PATHS } from "../../config/issuer";
import type { Kubernetes } from "../../config/kubernetes";
import { accountOf } from "../account";
import type { ClusterRule } from "./cluster-rule";

/**
 * All that `issuer publish` needs in the account. Anyone who has it can be every service account of the cluster to AWS.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function issuerGrants(config: Config): Grant[] {
  const { issuer } = config;
  if (!issuer) return [];
  const account = accountOf(config);
  const bucket = bucketArn(account, issuer.bucket);
  // A bucket's ARN names no account.
  const conditions = [{ operator: "StringEquals", key: "aws:ResourceAccount", values: [account.id] }] as const;
  return [
    {
      sid: "PublishDocuments",
      why: "issuer publish compares the two documents with the cluster's, and writes them",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [issuer.objects.discovery, issuer.objects.keys].map((key) => `${bucket}/${key}`),
      conditions,
    },
    {
      sid: "FindDocuments",
      why: "issuer publish sees that a document is not there yet: without this, S3 would only say that access is denied",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      conditions,
    },
  ];
}

/**
 * All that `issuer publish` needs in the cluster, but for what any user may see, as kubectl itself needs it (`system:discovery`):
 * the version. Nodes show how the cluster was installed.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function issuerRules({ namespace, identity }: Kubernetes): ClusterRule[] {
  const token = { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] };
  return [
    { nonResourceURLs: [DOCUMENT_PATHS.discovery, DOCUMENT_PATHS.keys], verbs: ["get"] },
    { apiGroups: [""], resources: ["nodes"], verbs: ["list"] },
    // A token as the pod has one: anyone who gets it is the pod, as far as AWS knows.
    ...(identity ? [{ ...token, namespace, resourceNames: [identity.serviceAccount] }] : []),
  ];
}
