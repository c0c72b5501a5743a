import { invocationId } from "@openhands-aws/constructs/bedrock";
import { type Grant, roleArn } from "@openhands-aws/constructs/iam";
import * as ssm from "@openhands-aws/constructs/ssm";
import type { Config } from "../../config/config";
import { RUNTIME_SETTINGS, type RuntimeSetting, settingParameter } from "../../config/runtime-settings";
import { accountOf } from "../account";

/** A plain parameter of the Parameter Store. */
interface PlainParameter {
  /** Its Terraform address is `aws_ssm_parameter.<label>`. */
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly description: string;
}

/** The design's "configuration values", which tell the runtime its bucket, regions, role and model. */
export function settingsOf(config: Config): PlainParameter[] {
  const { aws, runtime, bedrock } = config;
  const settings: Record<RuntimeSetting, Pick<PlainParameter, "value" | "description">> = {
    bucket: { value: runtime.bucket, description: "Bucket that OpenHands works with" },
    region: { value: aws.region, description: "Region of the bucket and the parameters" },
    role_arn: { value: roleArn(accountOf(config), runtime.role), description: "Role of the OpenHands runtime" },
    bedrock_region: { value: bedrock.region, description: "Region in which OpenHands calls Bedrock" },
    bedrock_model_id: {
      value: invocationId(bedrock.models[0]),
      description: "Model that OpenHands invokes, with its profile",
    },
  };
  return RUNTIME_SETTINGS.map((setting) => ({
    label: `openhands_config_${setting}`,
    name: settingParameter(config, setting),
    ...settings[setting],
  }));
}

export const settingsGrants = (config: Config): Grant[] =>
  ssm.read(
    {
      account: accountOf(config),
      region: config.aws.region,
      names: settingsOf(config).map(({ name }) => name),
    },
    "The runtime finds its bucket, region and model by these settings",
  );
