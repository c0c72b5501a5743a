/** One way in which `hardened` differs from the design documents. */
export interface Departure {
  /** Terraform address; a final `*` stands for all that begin alike. */
  readonly address: string;
  readonly what: string;
  readonly why: string;
  /** URL of the fact behind it. */
  readonly source: string;
  /** What it does to access. */
  readonly effect: "narrows" | "widens" | "neither";
  /** Rules of the guard that find the design's weakness at the address. @default none */
  readonly cures?: readonly string[];
}

const IAM_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const BEDROCK_GUIDE = "https://docs.aws.amazon.com/bedrock/latest/userguide";
const AUTHORIZATION = "https://docs.aws.amazon.com/service-authorization/latest/reference";
const TERRAFORM = "https://developer.hashicorp.com/terraform/language";

/** Every departure of `hardened` from the design; a test holds the table against the stacks. */
export const DEPARTURES: readonly Departure[] = [
  {
    address: "aws_iam_openid_connect_provider.github_actions",
    what: "No thumbprint is written; audiences, tags and thumbprints that others wrote are left alone, and the provider must accept the roles' audience.",
    why: "AWS verifies GitHub by its own trusted authorities, and an account has only one provider, which others use too.",
    source: `${IAM_GUIDE}/id_roles_providers_create_oidc_verify-thumbprint.html`,
    effect: "neither",
  },
  {
    address: "aws_iam_role.openhands_runtime",
    what: "Only the subjects in runtime.subjects may assume the role, not every run of the repository.",
    why: "repo:OWNER/NAME:* lets in pull requests and every branch, so whoever may push a branch has the role.",
    source: "https://docs.github.com/en/actions/reference/security/oidc",
    effect: "narrows",
    cures: ["github-any-run"],
  },
  {
    address: "aws_iam_policy.openhands_s3_access",
    what: "s3:ListBucket is granted on the bucket, s3:GetObject and s3:PutObject on its objects (below runtime.prefixes).",
    why: "Each action takes one of the two resources; the other one granted nothing and read as if it did.",
    source: `${AUTHORIZATION}/list_amazons3.html`,
    effect: "narrows",
    cures: ["void-resource"],
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "The models are invoked through their inference profiles: the profile, and the model in the profile's regions.",
    why: "Recent Claude models cannot be invoked without a profile, which the design's policy does not name.",
    source: `${BEDROCK_GUIDE}/inference-profiles-prereq.html`,
    effect: "widens",
    cures: ["model-without-profile"],
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "The model is granted in the profile's regions and on condition of the profile, not in every region.",
    why: "foundation-model in region * could be invoked, and billed, anywhere and past the profile.",
    source: `${AUTHORIZATION}/list_amazonbedrock.html`,
    effect: "narrows",
    cures: ["unbounded-bedrock"],
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "bedrock:ListFoundationModels is granted on *.",
    why: "The action has no resource: on a model's ARN it grants nothing, and OpenHands could not list the models.",
    source: `${AUTHORIZATION}/list_amazonbedrock.html`,
    effect: "widens",
    cures: ["void-action"],
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "bedrock:GetModelCustomizationJob and bedrock:ListModelCustomizationJobs are gone.",
    why: "On a model's ARN they grant nothing, and OpenHands trains no models.",
    source: `${AUTHORIZATION}/list_amazonbedrock.html`,
    effect: "narrows",
    cures: ["void-action"],
  },
  {
    address: "var.bedrock_model_id",
    what: "Only the config's model is accepted; by default it is a live one.",
    why: "The profile, its regions and the cluster's settings belong to one model, and the design's reached its end of life.",
    source: `${BEDROCK_GUIDE}/model-lifecycle.html`,
    effect: "narrows",
  },
  {
    address: "var.bedrock_region",
    what: "Only the config's region is accepted.",
    why: "The profile's ARN and the cluster's settings name the same region.",
    source: `${TERRAFORM}/validate`,
    effect: "narrows",
  },
  {
    address: "aws_ssm_parameter.openhands_config_*",
    what: "The runtime's settings lie in the Parameter Store: bucket, regions, role, model. None is a secret.",
    why: "The design stores its configuration values there without saying which.",
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html",
    effect: "neither",
  },
  {
    address: "aws_iam_policy.openhands_config_read",
    what: "Reads these settings by name.",
    why: "The runtime finds its way by them.",
    source: `${AUTHORIZATION}/list_awssystemsmanager.html`,
    effect: "neither",
  },
  {
    address: "aws_iam_role_policy_attachment.openhands_config_read",
    what: "The runtime role may read these settings.",
    why: "As designed it could read no parameter at all.",
    source: `${AUTHORIZATION}/list_awssystemsmanager.html`,
    effect: "widens",
  },
  {
    address: "aws_iam_role.openhands_runtime",
    what: "With runtime.refresher, the Bedrock user or the role in its principal may assume the role, under the session names that are the refresher's.",
    why: "As designed only GitHub may, so no sandbox could ever use the role; the refresher passes short sessions on instead of a long-lived key.",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    effect: "widens",
  },
  {
    address: "aws_iam_policy.openhands_refresher",
    what: "With runtime.refresher and no principal: assumes the runtime role, and nothing else.",
    why: "The step from the user to the role is written on both sides.",
    source: `${AUTHORIZATION}/list_awssecuritytokenservice.html`,
    effect: "neither",
  },
  {
    address: "aws_iam_user_policy_attachment.openhands_refresher",
    what: "The Bedrock user may assume the runtime role.",
    why: "Its access key is the only credential in a cluster without workload identity. Whoever has the key has the runtime's bucket and settings too.",
    source: `${AUTHORIZATION}/list_awssecuritytokenservice.html`,
    effect: "widens",
  },
  {
    address: "aws_iam_role_policy_attachment.openhands_runtime_bedrock",
    what: "With runtime.refresher and OpenHands 1.x, the runtime role may invoke the models, as the Bedrock user may.",
    why: "There the agent calls Bedrock from inside the sandbox, where no long-lived key may lie. Who assumes the role from GitHub may do so too.",
    source: "https://docs.openhands.dev/sdk/arch/overview",
    effect: "widens",
  },
  {
    address: "aws_iam_policy.external_secrets",
    what: "Reads the two parameters of the access key, and nothing else.",
    why: "The design has External Secrets read them without saying with which permission.",
    source: "https://external-secrets.io/latest/provider/aws-parameter-store/",
    effect: "neither",
  },
  {
    address: "aws_iam_role_policy_attachment.external_secrets",
    what: "The role in externalSecrets.role may read the two parameters.",
    why: "It is the operator's principal.",
    source: "https://external-secrets.io/latest/provider/aws-parameter-store/",
    effect: "widens",
  },
  {
    address: "aws_iam_user_policy_attachment.external_secrets",
    what: "The user in externalSecrets.user may read the two parameters.",
    why: "It is the operator's principal.",
    source: "https://external-secrets.io/latest/provider/aws-parameter-store/",
    effect: "widens",
  },
  {
    address: "output.*",
    what: "ARNs that other tools need; none is a secret.",
    why: "Otherwise each of them would build the names itself.",
    source: `${TERRAFORM}/values/outputs`,
    effect: "neither",
  },
  {
    address: "terraform.backend.s3",
    what: "The state is locked by S3 itself (use_lockfile), unless terraform.state.lock says none.",
    why: "Two applies at once could lose one's changes. Whoever plans with locking must be able to write KEY.tflock too.",
    source: `${TERRAFORM}/backend/s3#state-locking`,
    effect: "neither",
  },
  {
    address: "provider.aws",
    what: "The config's tags are put on every resource.",
    why: "Costs and owners are found by tags.",
    source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block",
    effect: "neither",
  },
];
