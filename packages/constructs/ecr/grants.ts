import { type Account, ecrRepositoryArn } from "../iam/arn";
import type { Grant } from "../iam/statement";

/** A private repository of an account's registry. */
export interface EcrRepository {
  /** The account that owns the registry. */
  readonly account: Account;
  /** The registry's region, as in `eu-west-1`. */
  readonly region: string;
  /** Without the registry, as in `team/app`. */
  readonly name: string;
}

/**
 * Push images to one repository, and see whether a tag already exists.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export const push = ({ account, region, name }: EcrRepository, why: string): Grant[] => [
  // Logging in is not limited to a repository: the action supports no resource.
  { sid: "LogInToRegistry", why, actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
  {
    sid: "PushImages",
    why,
    actions: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:DescribeImages",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ],
    resources: [ecrRepositoryArn(account, region, name)],
  },
];
