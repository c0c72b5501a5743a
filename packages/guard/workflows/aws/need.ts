import { UNKNOWN } from "../../text";

/** What a command asks of AWS. */
export interface ActionNeed {
  /** `s3:PutObject` */
  readonly action: string;
  /** ARN, with UNKNOWN parts. */
  readonly resource: string;
}

/** Where commands run. */
export interface AwsScope {
  readonly region: string;
  /** Of whoever runs them. */
  readonly account: string;
  readonly partition: string;
}

export const arn = ({ partition, region, account }: AwsScope, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

export const needs = (resource: string, ...actions: readonly string[]): ActionNeed[] =>
  actions.map((action) => ({ action, resource }));

/** A registry of ECR and what lies in it: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/name:tag`. */
const ECR = new RegExp(
  `^([0-9${UNKNOWN}]+)\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9${UNKNOWN}-]+)\\.(?:amazonaws\\.com(\\.cn)?|on\\.aws)(?:/(.*))?$`,
);

/** @returns ARN of the repository of an image that lies in ECR */
export function ecrRepository(image: string): string | undefined {
  const [, account = "", region = "", china, path = ""] = ECR.exec(image) ?? [];
  if (account === "") return undefined;
  const [name = ""] = path.split("@")[0]?.split(":") ?? [];
  return arn({ partition: china ? "aws-cn" : "aws", region, account }, "ecr", `repository/${name || UNKNOWN}`);
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
export const ecrPush = (repository: string): ActionNeed[] =>
  needs(
    repository,
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
  );

export const ecrPull = (repository: string): ActionNeed[] =>
  needs(repository, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

export const ecrLogin = needs("*", "ecr:GetAuthorizationToken");
export const ecrPublicLogin = needs("*", "ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken");
