/** One way in which `hardened` differs from the design documents. */
export interface Departure {
  /** Terraform address; a final `*` matches any ending. */
  readonly address: string;
  readonly what: string;
  readonly why: string;
  /** URL of the fact behind it. */
  readonly source: string;
  /** How it changes access. */
  readonly effect: "narrows" | "widens" | "neither";
  /** Guard rules that find the design's weakness at this address. @default none */
  readonly cures?: readonly string[];
}

const IAM_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const BEDROCK_GUIDE = "https://docs.aws.amazon.com/bedrock/latest/userguide";
const AUTHORIZATION = "https://docs.aws.amazon.com/service-authorization/latest/reference";
const TERRAFORM = "https://developer.hashicorp.com/terraform/language";

/** Every departure of `hardened` from the design; a test compares the table with the stacks. */
export const DEPARTURES: readonly Departure[] = [
  {
    address: "aws_iam_openid_connect_provider.github_actions",
    what: "No thumbprint is set; audiences, tags and thumbprints that others set are left alone, and the provider must accept the roles' audience.",
    why: "AWS verifies GitHub with its own trusted certificate authorities, and an account has only one provider for GitHub, which others use too.",
    source: `${IAM_GUIDE}/id_roles_providers_create_oidc_verify-thumbprint.html`,
    effect: "neither",
  },
  {
    address: "aws_iam_role.openhands_runtime",
    what: "Only the subjects in runtime.subjects may assume the role, not every run in the repository.",
    why: "repo:OWNER/NAME:* matches pull requests and every branch, so anyone who may push a branch can assume the role.",
    source: "https://docs.github.com/en/actions/reference/security/oidc",
    effect: "narrows",
    cures: ["github-any-run"],
  },
  {
    address: "aws_iam_policy.openhands_s3_access",
    what: "s3:ListBucket is granted on the bucket, s3:GetObject and s3:PutObject on its objects (below runtime.prefixes).",
    why: "Each action applies to only one of the two resources; on the other it granted nothing, but looked as if it did.",
    source: `${AUTHORIZATION}/list_amazons3.html`,
    effect: "narrows",
    cures: ["void-resource"],
  },
  {
    address: "aws_iam_policy.openhands_s3_access",
    what: "The bucket must belong to the installation's account (aws:ResourceAccount).",
    why: "A bucket's ARN names no account. If the bucket is deleted, anyone can create one of that name and would get what OpenHands writes.",
    source: `${IAM_GUIDE}/reference_policies_condition-keys.html#condition-keys-resourceaccount`,
    effect: "narrows",
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "The models may be invoked through their inference profiles: the grant is on the profile, and on the model in the profile's regions.",
    why: "Recent Claude models cannot be invoked without a profile, which the design's policy does not name.",
    source: `${BEDROCK_GUIDE}/inference-profiles-prereq.html`,
    effect: "widens",
    cures: ["model-without-profile"],
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "The model may be invoked only in the profile's regions and only through the profile, not in every region.",
    why: "A foundation-model ARN with region * allows invoking the model, at your cost, in any region and without the profile.",
    source: `${AUTHORIZATION}/list_amazonbedrock.html`,
    effect: "narrows",
    cures: ["unbounded-bedrock"],
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "bedrock:ListFoundationModels is granted on *.",
    why: "The action supports no resource: on a model's ARN it grants nothing, and OpenHands could not list the models.",
    source: `${AUTHORIZATION}/list_amazonbedrock.html`,
    effect: "widens",
    cures: ["void-action"],
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "bedrock:GetModelCustomizationJob and bedrock:ListModelCustomizationJobs are removed.",
    why: "On a model's ARN they grant nothing, and OpenHands trains no models.",
    source: `${AUTHORIZATION}/list_amazonbedrock.html`,
    effect: "narrows",
    cures: ["void-action"],
  },
  {
    address: "aws_iam_policy.bedrock_policy",
    what: "With bedrock.sourceAddresses, the Bedrock user's policies work only from these addresses (aws:SourceIp).",
    why: "A leaked key is then of no use elsewhere.",
    source: `${IAM_GUIDE}/reference_policies_condition-keys.html#condition-keys-sourceip`,
    effect: "narrows",
  },
  {
    address: "aws_bedrock_inference_profile.*",
    what: "With profileName in bedrock.models, an application inference profile for the model, with its tags.",
    why: "AWS allocates Bedrock's cost by the tags of the profile; the system's profiles have none.",
    source: `${BEDROCK_GUIDE}/inference-profiles-create.html`,
    effect: "neither",
  },
  {
    address: "var.bedrock_model_id",
    what: "Only the config's model is accepted; the default is one that is still available.",
    why: "The profile, its regions and the cluster's settings belong to one model, and the design's model has reached its end of life.",
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
    what: "The runtime's settings are in the Parameter Store: bucket, regions, role, model. None is a secret.",
    why: "The design stores its configuration values there without saying which.",
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html",
    effect: "neither",
  },
  {
    address: "aws_iam_policy.openhands_config_read",
    what: "Allows reading these settings by name.",
    why: "They tell the runtime its bucket, regions, role and model.",
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
    address: "aws_iam_role.openhands_session",
    what: "With runtime.refresher, a role that only the Bedrock user or the role in runtime.refresher.principal may assume, and only with the refresher's session names.",
    why: "As designed, OpenHands has only a long-lived key. The refresher gives it short sessions instead, of a role that no run of GitHub can assume.",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    effect: "widens",
  },
  {
    address: "aws_iam_policy.openhands_refresher",
    what: "With runtime.refresher and no principal: allows assuming the role of the sessions, and nothing else.",
    why: "Both sides allow it: the user's policy and the role's trust policy.",
    source: `${AUTHORIZATION}/list_awssecuritytokenservice.html`,
    effect: "neither",
  },
  {
    address: "aws_iam_user_policy_attachment.openhands_refresher",
    what: "The Bedrock user may assume the role of the sessions.",
    why: "Its access key is the only credential in a cluster without workload identity. Anyone with the key can use the runtime's bucket and settings, too.",
    source: `${AUTHORIZATION}/list_awssecuritytokenservice.html`,
    effect: "widens",
  },
  {
    address: "aws_iam_role_policy_attachment.openhands_session_*",
    what: "With runtime.refresher, the role of the sessions may use the runtime's bucket and settings and, with OpenHands 1.x and Agent Canvas, invoke the models.",
    why: "There the agent calls Bedrock from where its commands run, where there must be no long-lived key.",
    source: "https://docs.openhands.dev/sdk/arch/overview",
    effect: "widens",
  },
  {
    address: "aws_iam_openid_connect_provider.cluster",
    what: "With kubernetes.identity and an issuer, the account trusts the cluster's service-account tokens for one audience.",
    why: "Then OpenHands' pod needs no access key, which never expires. The keys that sign the tokens are the cluster's: guard them like a root key.",
    source: `${IAM_GUIDE}/id_roles_providers_create_oidc.html`,
    effect: "widens",
  },
  {
    address: "aws_iam_role.openhands_workload",
    what: "With kubernetes.identity, a role that only OpenHands' own service account may assume, for an hour at most.",
    why: "As designed, OpenHands has only a long-lived key. With bedrock.access: workload-identity there is none, and no IAM user.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    effect: "widens",
  },
  {
    address: "aws_iam_role_policy_attachment.openhands_workload_*",
    what: "With kubernetes.identity, this role may invoke the models (but for 1.x), with Agent Canvas use the runtime's bucket and settings, and otherwise assume the role of the sessions.",
    why: "The pod has what its own programs need: in Agent Canvas that is the agent itself.",
    source: "https://docs.openhands.dev/sdk/arch/overview",
    effect: "widens",
  },
  {
    address: "aws_eks_pod_identity_association.openhands_workload",
    what: "With kubernetes.identity.podIdentity, EKS hands this role's sessions to the one service account.",
    why: "There, EKS takes the place of an issuer.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
    effect: "neither",
  },
  {
    address: "aws_ssm_parameter.canvas_*",
    what: "With Agent Canvas, the key that its web page asks for, and the key with which it encrypts what it stores. Neither is in the state.",
    why: "Without a key of its own, Agent Canvas writes one into a page that anyone may read.",
    source: "https://docs.openhands.dev/openhands/usage/agent-canvas/backend-setup/vm",
    effect: "neither",
  },
  {
    address: "aws_iam_policy.bedrock_api_key",
    what: "With bedrock.apiKey, the Bedrock user may call the models with a long-term API key.",
    why: "Some clients can do nothing else. Without it, no policy lets the user call Bedrock without a signature.",
    source: `${BEDROCK_GUIDE}/api-keys-permissions.html`,
    effect: "widens",
  },
  {
    address: "aws_iam_user_policy_attachment.bedrock_api_key",
    what: "With bedrock.apiKey, this policy is the Bedrock user's.",
    why: "The API key belongs to that user. Anyone who has it can call the models from anywhere, until it expires.",
    source: `${BEDROCK_GUIDE}/api-keys.html`,
    effect: "widens",
  },
  {
    address: "kubernetes_manifest.external_secret",
    what: "With bedrock.apiKey, the Secret also contains the API key, which OpenHands uses before every other credential.",
    why: "OpenHands takes it from its environment, where its agent can read it.",
    source: `${BEDROCK_GUIDE}/api-keys-use.html`,
    effect: "widens",
  },
  {
    address: "aws_iam_policy.external_secrets",
    what: "Allows reading the parameters of the access key and of Agent Canvas, and nothing else.",
    why: "In the design, External Secrets reads them, but nothing gives it the permission.",
    source: "https://external-secrets.io/latest/provider/aws-parameter-store/",
    effect: "neither",
  },
  {
    address: "aws_iam_role_policy_attachment.external_secrets",
    what: "The role in externalSecrets.role may read these parameters.",
    why: "It is the operator's principal.",
    source: "https://external-secrets.io/latest/provider/aws-parameter-store/",
    effect: "widens",
  },
  {
    address: "aws_iam_user_policy_attachment.external_secrets",
    what: "The user in externalSecrets.user may read these parameters.",
    why: "It is the operator's principal.",
    source: "https://external-secrets.io/latest/provider/aws-parameter-store/",
    effect: "widens",
  },
  {
    address: "aws_cloudtrail.audit",
    what: "With audit, a trail of every call in the account, and of each object of the data bucket.",
    why: "The designs ask for CloudTrail, but define none.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trails.html",
    effect: "neither",
  },
  {
    address: "aws_bedrock_model_invocation_logging_configuration.audit",
    what: "With audit, Bedrock logs who calls which model and how many tokens it takes, and the prompts only if audit.prompts says so.",
    why: "The designs ask to monitor Bedrock's use and cost. Prompts can contain secrets.",
    source: `${BEDROCK_GUIDE}/model-invocation-logging.html`,
    effect: "neither",
  },
  {
    address: "aws_s3_bucket*",
    what: "With audit, the bucket of the logs, into which only this trail and this account's Bedrock write; the data bucket with dataBucket: create; access logs with dataEvents: false.",
    why: "A trail needs a bucket with a policy of its own. The designs ask for access logs, which the trail's data events otherwise replace.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
    effect: "neither",
  },
  {
    address: "aws_iam_role.audit_*",
    what: "With audit, a role for CloudTrail and one for Bedrock.",
    why: "With them they write into the log groups.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
    effect: "widens",
  },
  {
    address: "aws_iam_policy.audit_*",
    what: "Allows writing into one log group, and nothing else.",
    why: "The two roles need it.",
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html",
    effect: "neither",
  },
  {
    address: "aws_iam_role_policy_attachment.audit_*",
    what: "With audit, CloudTrail and Bedrock may write into their log groups.",
    why: "The alarms and the queries find the events there.",
    source: `${AUTHORIZATION}/list_amazoncloudwatchlogs.html`,
    effect: "widens",
  },
  {
    address: "aws_cloudwatch_*",
    what: "With audit, log groups, four alarms (the key's use, denied tokens of workflows, Bedrock's tokens and throttles), and a dashboard.",
    why: "A log that nobody reads warns nobody.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
    effect: "neither",
  },
  {
    address: "aws_sns_topic*",
    what: "With audit, a topic to which only this account's alarms and budgets publish, and the addresses in audit.emails.",
    why: "Alarms and budgets need somewhere to report.",
    source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    effect: "neither",
  },
  {
    address: "aws_budgets_budget.audit",
    what: "With audit, a budget for the month.",
    why: "The designs ask to monitor the cost of Bedrock.",
    source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    effect: "neither",
  },
  {
    address: "output.*",
    what: "ARNs that other tools need; none is a secret.",
    why: "Otherwise each tool would have to build the ARNs itself.",
    source: `${TERRAFORM}/values/outputs`,
    effect: "neither",
  },
  {
    address: "kubernetes_manifest.deployment",
    what: "Runs Agent Canvas instead of OpenHands 0.27, unless openhands.version names another release, and gives it short sessions instead of the access key.",
    why: "As designed, OpenHands cannot call a live model: 0.27 always sends temperature and top_p, which Claude 4.5 and later reject, and its own model ended on 2026-04-28.",
    source: "https://github.com/OpenHands/OpenHands/issues/11248",
    effect: "neither",
  },
  {
    address: "kubernetes_manifest.canvas_keys",
    what: "With Agent Canvas, the Secret with its two keys, from the Parameter Store.",
    why: "Without a key of its own, Agent Canvas writes one into a page that anyone may read.",
    source: "https://docs.openhands.dev/openhands/usage/agent-canvas/backend-setup/vm",
    effect: "neither",
  },
  {
    address: "kubernetes_manifest.network_policy",
    what: "With Agent Canvas, only the port whose page asks for the key can be reached.",
    why: "One of its other ports gives the key away, and none of them is for people.",
    source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    effect: "narrows",
  },
  {
    address: "terraform.backend.s3",
    what: "The state is locked by S3 itself (use_lockfile), unless terraform.state.lock says none.",
    why: "Without a lock, one of two simultaneous applies could lose its changes. Anyone who plans with locking must be able to write KEY.tflock, too.",
    source: `${TERRAFORM}/backend/s3#state-locking`,
    effect: "neither",
  },
  {
    address: "provider.aws",
    what: "The config's tags are set on every resource.",
    why: "Costs and owners are found by tags.",
    source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block",
    effect: "neither",
  },
];
