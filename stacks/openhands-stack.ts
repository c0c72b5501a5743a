import { OidcProvider } from "@openhands-aws/constructs/github";
import { ManagedPolicy, Role } from "@openhands-aws/constructs/iam";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../config/config";
import { BaseStack } from "./base-stack";
import { asDesigned } from "./openhands/as-designed";
import { addBedrockAccess } from "./openhands/bedrock-access";
import { hardened } from "./openhands/hardened";
import { addHardening } from "./openhands/hardening";

/**
 * State `openhands`: the resources of the two design documents, with their addresses and names from there. What depends on
 * the posture is data (`Design`); what only `hardened` has is added at the end.
 */
export class OpenhandsStack extends BaseStack {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, config);
    const { runtime, bedrock, posture } = config;
    const variables = {
      model: new TerraformVariable(this, "bedrock_model_id", modelVariable(config)),
      region: new TerraformVariable(this, "bedrock_region", regionVariable(config)),
    };
    const design = (posture === "hardened" ? hardened : asDesigned)(config, {
      model: variables.model.stringValue,
      region: variables.region.stringValue,
    });

    const provider = new OidcProvider(this, "github_actions", design.provider);
    const role = new Role(this, "openhands_runtime", {
      name: runtime.role,
      trust: design.runtimeTrust,
      maxSessionSeconds: design.maxSessionSeconds,
      trustPolicyQuota: config.aws.trustPolicyQuota,
      dependsOn: [provider.resource],
    });
    const s3Access = new ManagedPolicy(this, "openhands_s3_access", { ...runtime.s3Policy, grants: design.s3Grants });
    s3Access.attachToRole(role.name);

    const access = bedrock.rollback ? undefined : addBedrockAccess(this, config, design.bedrockGrants);
    if (posture === "hardened") addHardening(this, config, { role, s3Access, access });
  }
}

/** The design's variables stay inputs; hardened, they accept only the values for which the rest of the configuration was generated. */
function modelVariable({ bedrock, posture }: Config) {
  const [{ id }] = bedrock.models;
  return posture === "as-designed"
    ? { type: "string", description: "AWS Bedrock model ID for Claude 3.7 Sonnet", default: id }
    : {
        type: "string",
        description: "Foundation model that OpenHands invokes",
        default: id,
        validation: [only("bedrock_model_id", id, "bedrock.models")],
      };
}

function regionVariable({ bedrock, posture }: Config) {
  const { region } = bedrock;
  return {
    type: "string",
    description: "AWS region where Bedrock is available",
    default: region,
    ...(posture === "hardened" && { validation: [only("bedrock_region", region, "bedrock.region")] }),
  };
}

const only = (variable: string, value: string, key: string) => ({
  condition: `\${var.${variable} == "${value}"}`,
  errorMessage: `This configuration was generated for ${value}. Change ${key} in config/openhands.yaml and export again.`,
});
