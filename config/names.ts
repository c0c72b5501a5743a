/**
 * Names that AWS, GitHub and Git accept, each with its error message. The patterns are in config/schema.json too, so that
 * an editor rejects the same names.
 */
import { MOST_NAME_CHARACTERS, SESSION_NAME } from "@openhands-aws/facts/iam-limits";
import { GEOGRAPHY_NAMES } from "@openhands-aws/facts/inference-profiles";
import { PARAMETER_NAME } from "@openhands-aws/facts/ssm-limits";
import { z } from "zod";
import { name } from "./name";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const AccountId = name(/^\d{12}$/, "the 12 digits of an AWS account id, including leading zeros");

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const IAM_CHARACTERS = "letters, digits and _+=,.@-";
export const RoleName = name(/^[\w+=,.@-]+$/, `an IAM role name: ${IAM_CHARACTERS}`, MOST_NAME_CHARACTERS);
export const UserName = name(/^[\w+=,.@-]+$/, `an IAM user name: ${IAM_CHARACTERS}`, MOST_NAME_CHARACTERS);
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export const RoleArn = name(
  /^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  "a role's ARN without wildcards, such as arn:aws:iam::123456789012:role/openhands-workload",
  600,
);
export const PrincipalArn = name(
  /^arn:aws(?:-[a-z]+)*:iam::\d{12}:(?:role|user)\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  "the ARN of a role or user without wildcards, such as arn:aws:iam::123456789012:role/terraform",
  600,
);
export const PolicyName = name(/^[\w+=,.@-]+$/, `an IAM policy name: ${IAM_CHARACTERS}`, 128);
export const IamPath = name(
  /^\/(?:[!-.0-z|~]+\/)*$/,
  "an IAM path that begins and ends with /, such as /service/",
  512,
);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const PolicyDescription = name(
  /^[^\p{Cc}{}]+$/u,
  "a description of 1 to 1000 characters on one line, without { }",
  1000,
);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const BucketName = name(
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit",
)
  .regex(/^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)/, {
    error: "must neither contain two dots in a row nor look like an IP address",
  })
  .regex(/^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)/, {
    error:
      "must neither begin with xn--, sthree- or amzn-s3-demo- nor end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3, which AWS reserves",
  });
/** No wildcard: a prefix is data, and `*` in it would become a pattern in a policy. */
export const KeyPrefix = name(
  /^(?!\/)[^*?${}\p{Cc}]+\/$/u,
  "an object prefix that ends with / and does not begin with it, without * ? $ { }",
  512,
);
/** An object key, here of a Terraform state; `<stack>` stands for the stack's name. */
export const StateKey = name(
  /^(?=.*<stack>)(?!.*(?:^|\/)(?:\.{0,2}\/|\.{0,2}$))(?:[\w!.*'()/-]|<stack>)+$/,
  "an object key that contains <stack>, so that each stack has its own state: letters, digits and _-!.*'()/, without a / at either end and without //, /./ or /../",
  1024,
);

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export const ParameterName = name(
  /^(?!\/?(?:aws|ssm))(?=\/|[^/]+$)(?!.*\/\/)(?!.*\/$)(?!(?:[^/]*\/){16})[\w./-]+$/i,
  "a parameter name: letters, digits and _.-, with a leading / if it contains any /, at most 15 levels, not beginning with aws or ssm",
  PARAMETER_NAME.mostCharacters,
);
export const ParameterPath = name(
  /^(?!\/?(?:aws|ssm))\/(?!.*\/\/)(?!.*\/$)(?!(?:[^/]*\/){14})[\w./-]+$/i,
  "a parameter path: a leading /, no trailing one, letters, digits and _.-, at most 13 levels, not beginning with aws or ssm",
  900,
);

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const EcrRepositoryName = name(
  /^(?=.{2,256}$)[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/,
  "an ECR repository name: 2 to 256 lower-case letters and digits, with single ._-/ between them",
);

// https://github.com/distribution/reference: host, path and tag of an image.
const COMPONENT = "[a-z0-9]+(?:(?:[.]|_{1,2}|-+)[a-z0-9]+)*";
const IMAGE_PATH = `${COMPONENT}(?:/${COMPONENT})*`;
const HOST = "[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?";
export const ImagePath = name(
  new RegExp(`^${IMAGE_PATH}$`),
  "an image's name without registry and tag: lower-case letters and digits, with ._-/ between them",
  200,
);
const TAG = ":\\w[\\w.-]{0,99}";
const DIGEST = "sha256:[0-9a-f]{64}";
export const BaseImage = name(
  new RegExp(`^(?:${HOST}/)?${IMAGE_PATH}(?:${TAG}(?:@${DIGEST})?|@${DIGEST})$`),
  "an image with its tag, its digest or both, such as ghcr.io/openhands/agent-canvas:1.20.0",
  400,
);
export const ImageRepository = name(
  new RegExp(`^(?:${HOST}/)?${IMAGE_PATH}$`),
  "an image's host and name without tag and digest, such as docker.all-hands.dev/all-hands-ai/openhands",
  255,
);
export const ImageDigest = name(new RegExp(`^${DIGEST}$`), "a digest: sha256: and 64 lower-case hexadecimal digits");
/** A folder of a repository, without characters that are special to a shell or to GitHub's path filters. */
export const RepositoryFolder = name(
  /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.][\w.-]*(?:\/[\w.][\w.-]*)*$/,
  "a folder of the repository, such as docker/openhands-runtime: letters, digits and _.- between single /",
  200,
);

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const SessionName = name(SESSION_NAME, "a session name: 2 to 64 letters, digits and =,.@+_-");
/** A hyphen and a pod's uid of 36 characters follow it. */
export const SessionNamePrefix = name(
  /^[\w+=,.@-]{1,27}$/,
  "the beginning of a session name: 1 to 27 letters, digits and =,.@+_-, since the pod's uid follows and AWS allows 64",
);

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModel.html */
export const ModelId = name(
  new RegExp(
    `^(?!(?:${GEOGRAPHY_NAMES.join("|")})\\.)[a-z0-9-]{1,63}\\.[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63})*(?::[a-z0-9-]{1,63}){0,2}$`,
  ),
  "a foundation model's id without profile prefix, such as anthropic.claude-3-7-sonnet-20250219-v1:0",
);

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateInferenceProfile.html */
export const InferenceProfileName = name(
  /^(?:[0-9A-Za-z][ _-]?)+$/,
  "an inference profile's name: letters and digits, with single spaces, - and _ between them",
  64,
);
export const ApplicationProfileArn = name(
  /^arn:aws(?:-[a-z]+)*:bedrock:[a-z0-9-]+:\d{12}:application-inference-profile\/[A-Za-z0-9]{1,64}$/,
  "the ARN of an application inference profile, such as arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1b2c3d4e5f6",
);

/** The tag of OpenHands' image, without or with the patch: https://github.com/OpenHands/OpenHands/releases */
export const OpenhandsVersion = name(
  /^(?:0|1)\.(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2}))?$/,
  'a release of OpenHands in quotes, such as "0.62", "1.11" or "1.20.0"',
);

/** owner/name: https://docs.github.com/en/rest/repos/repos; @ and wildcards cannot occur in either. */
export const RepositorySlug = name(
  /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}(?:_[A-Za-z0-9]+)?\/(?!\.{1,2}$)(?!.*\.git$)[\w.-]{1,100}$/,
  "owner/name as GitHub spells it, without wildcards",
);
export const OwnerName = name(
  /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}(?:_[A-Za-z0-9]+)?$/,
  "a GitHub user or organization name, without wildcards",
);
const ID = "must be the id that GitHub gives it, a number above 0 (gh api repos/OWNER/NAME --jq .id, or .owner.id)";
export const GithubId = z.int({ error: ID }).positive({ error: ID });

/** https://git-scm.com/docs/git-check-ref-format, with `*` as this project's wildcard (Git forbids it in names). */
const REF = /^(?![/.-])(?!.*(?:\/\.|\.\.|\/\/|@\{|\.lock(?:\/|$)))(?!@$)[^\p{Cc} ~^:?[\\${}]*[^\p{Cc} ~^:?[\\${}/.]$/u;
const ref = (kind: string) =>
  `a ${kind} name by git's rules: no space, .., @{ or any of ~^:?[\\$\{}, not beginning with / . or -, not ending with / . or .lock; * matches any characters`;
export const BranchPattern = name(REF, ref("branch"), 244).regex(/^(?!refs\/)/, {
  error: "must leave out refs/heads/",
});
export const TagPattern = name(REF, ref("tag"), 244).regex(/^(?!refs\/)/, {
  error: "must leave out refs/tags/",
});
/** https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
export const EnvironmentName = name(/^[^*?${}\p{Cc}]+$/u, "an environment's name on one line, without * ? $ { }", 255);

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
export const WorkflowFile = name(
  /^[\w-][\w.-]*\.ya?ml$/,
  "the name of a file in .github/workflows, such as openhands-chained-build.yml",
  200,
);

/** https://docs.github.com/en/enterprise-server@latest/admin/configuring-settings: a server's issuer is HOST/_services/token. */
export const IssuerHost = name(
  /^(?=.{4,255}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:\/[\w./-]*[\w-])?$/,
  "an issuer without https://, such as token.actions.githubusercontent.com or ghes.example.com/_services/token",
);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
export const Audience = name(
  /^[^\s\p{Cc}"\\*?${}]+$/u,
  'an audience without white space, wildcards or " \\ $ { }, such as sts.amazonaws.com',
  255,
);

/** A Terraform version constraint: https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
export const VersionConstraint = name(
  /^(?:(?:=|!=|>=?|<=?|~>) *)?\d+(?:\.\d+){0,2}(?:-[\w.]+)?(?: *, *(?:(?:=|!=|>=?|<=?|~>) *)?\d+(?:\.\d+){0,2}(?:-[\w.]+)?)*$/,
  'a version constraint, such as ">= 5.100.0, < 7.0.0"',
);
/** The second half of a Terraform address. */
export const ResourceLabel = name(
  /^[a-z][a-z0-9_]{0,62}$/,
  "a Terraform resource name: lower-case letters, digits and _, beginning with a letter",
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
export const TagKey = name(
  /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
  "a tag key: 1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:",
);
export const TagValue = name(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
  "a tag value: at most 256 letters, digits, spaces and _.:/=+-@",
);
