import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { pinned } from "@openhands-aws/constructs";
import { type Grant, ManagedPolicy } from "@openhands-aws/constructs/iam";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import { addAccessKeys } from "./access-key";

/** The Bedrock design's own resources, which `bedrock.rollback` takes back. */
export interface BedrockAccess {
  readonly user: IamUser;
  readonly policy: ManagedPolicy;
}

/** The user, its access key and its policy, and the two parameters with the key. */
export function addBedrockAccess(scope: Construct, config: Config, grants: readonly Grant[]): BedrockAccess {
  const { bedrock } = config;
  const user = pinned(new IamUser(scope, "user", { ...bedrock.user }), "bedrock_user");
  const key = addAccessKeys(scope, config, user);
  const policy = new ManagedPolicy(scope, "bedrock_policy", { ...bedrock.policy, grants });
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
