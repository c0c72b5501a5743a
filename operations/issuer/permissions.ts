import { bucketArn, type Grant } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { accountOf } from "../../stacks/account";
import { API_SERVER_PATHS, type Issuer, objectKeys } from "./issuer";

/**
 * All that `issuer publish` needs in the account: to read and write the two documents. Without s3:ListBucket, S3 says of an
 * object that does not exist yet that access is denied.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function issuerGrants(config: Config, issuer: Issuer): Grant[] {
  if (issuer.bucket === undefined) return [];
  const arn = bucketArn(accountOf(config), issuer.bucket);
  return [
    {
      sid: "PublishDocuments",
      why: "issuer publish reads and writes the issuer's two documents",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: Object.values(objectKeys(issuer)).map((key) => `${arn}/${key}`),
    },
    {
      sid: "FindDocuments",
      why: "issuer publish finds out that a document does not exist yet",
      actions: ["s3:ListBucket"],
      resources: [arn],
    },
  ];
}

/** A rule of a ClusterRole, or of a Role in the namespace. */
export type IssuerRule =
  | { readonly nonResourceURLs: readonly string[]; readonly verbs: readonly string[] }
  | {
      readonly namespace?: string;
      readonly apiGroups: readonly string[];
      readonly resources: readonly string[];
      readonly resourceNames?: readonly string[];
      readonly verbs: readonly string[];
    };

/**
 * All that `issuer publish` needs in the cluster. Until the service account exists, the token is one of `default/default`,
 * which needs the same rule there.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function issuerRules({ serviceAccount: { namespace, name } }: Issuer): IssuerRule[] {
  return [
    { nonResourceURLs: [...Object.values(API_SERVER_PATHS), "/version"], verbs: ["get"] },
    { apiGroups: [""], resources: ["nodes"], verbs: ["list"] },
    { namespace, apiGroups: [""], resources: ["serviceaccounts/token"], resourceNames: [name], verbs: ["create"] },
  ];
}
