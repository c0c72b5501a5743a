import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { pinned } from "@openhands-aws/constructs";
import { type Grant, ManagedPolicy } from "@openhands-aws/constructs/iam";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import { hasUser } from "../../config/identity";
import { addAccessKeys } from "./access-key";

/** The Bedrock design's own resources, which `bedrock.rollback` takes back. */
export interface BedrockAccess {
  /** None where OpenHands has no access key. */
  readonly user?: IamUser;
  readonly policy: ManagedPolicy;
}

/** The policy of the models and, unless the pod's own identity has replaced it, the user with its access key in two parameters. */
export function addBedrockAccess(scope: Construct, config: Config, grants: readonly Grant[]): BedrockAccess {
  const { bedrock } = config;
  const policy = new ManagedPolicy(scope, "bedrock_policy", { ...bedrock.policy, grants });
  if (!hasUser(config)) return { policy };
  const user = pinned(new IamUser(scope, "user", { ...bedrock.user }), "bedrock_user");
  const key = addAccessKeys(scope, config, user);
  policy.attachToUser(user.name, "bedrock_policy_attachment");

  const secureString = (label: string, name: string, description: string, value: string) =>
    pinned(new SsmParameter(scope, label, { name, description, type: "SecureString", value }), label);
  secureString("bedrock_access_key_id", bedrock.accessKeyIdParameter, "AWS Access Key ID for Bedrock service", key.id);
  secureString(
    "bedrock_secret_access_key",
    bedrock.secretAccessKeyParameter,
    "AWS Secret Access Key for Bedrock service",
    key.secret,
  );
  return { user, policy };
}
