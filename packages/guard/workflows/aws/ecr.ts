import { UNKNOWN } from "../../text";
import { type ActionNeed, arn, needs } from "./need";

/** A registry of ECR and an image in it: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/name:tag`. */
const IMAGE = new RegExp(
  `^([0-9${UNKNOWN}]+)\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9${UNKNOWN}-]+)\\.(?:amazonaws\\.com(\\.cn)?|on\\.aws)(?:/(.*))?$`,
);

export const isEcr = (image: string): boolean => IMAGE.test(image);

/** What a client needs of the repository of an image; nothing if the image is in another registry. */
const onRepositoryOf =
  (...actions: readonly string[]) =>
  (image: string): ActionNeed[] => {
    const [, account = "", region = "", china, path = ""] = IMAGE.exec(image) ?? [];
    if (account === "") return [];
    const [name = ""] = path.split("@")[0]?.split(":") ?? [];
    const scope = { partition: china ? "aws-cn" : "aws", region, account };
    return needs(arn(scope, "ecr", `repository/${name || UNKNOWN}`), ...actions);
  };

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
export const ecrPush = onRepositoryOf(
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
);

export const ecrPull = onRepositoryOf("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

/** A client that only reads an image's manifest. */
export const ecrInspect = onRepositoryOf("ecr:BatchGetImage");

export const ecrLogin = needs("*", "ecr:GetAuthorizationToken");
export const ecrPublicLogin = needs("*", "ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken");
