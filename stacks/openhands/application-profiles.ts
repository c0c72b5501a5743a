import { BedrockInferenceProfile } from "@cdktf/provider-aws/lib/bedrock-inference-profile";
import { pinned } from "@openhands-aws/constructs";
import { copiedFrom } from "@openhands-aws/constructs/bedrock";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import { accountOf } from "../account";
import { addAwsProvider } from "../base-stack";

/**
 * The inference profiles that the config creates, for the cost of its models. AWS generates the id in a profile's ARN, and
 * policies and manifests name no ARN that is not known: the config takes it over from the output after the first apply.
 */
export function addApplicationProfiles(scope: Construct, config: Config): void {
  const { aws, bedrock } = config;
  const created = bedrock.models.flatMap(({ createdProfile, ...model }) =>
    createdProfile ? [{ ...model, ...createdProfile }] : [],
  );
  if (created.length === 0) return;
  // Provider 5 takes the region from the provider only.
  const provider = bedrock.region === aws.region ? undefined : addAwsProvider(scope, config, bedrock.region, "bedrock");
  const arns: Record<string, string> = {};
  for (const { name, tags, profileArn, ...model } of created) {
    const label = model.id.replace(/[^a-z0-9]+/g, "_");
    const profile = new BedrockInferenceProfile(scope, `profile-${label}`, {
      name,
      provider,
      modelSource: [{ copyFrom: copiedFrom(accountOf(config), bedrock.region, model) }],
      tags: Object.keys(tags).length > 0 ? tags : undefined,
      lifecycle: profileArn ? { postcondition: [isNamed(profileArn, model.id)] } : undefined,
    });
    arns[model.id] = pinned(profile, label).arn;
  }
  new TerraformOutput(scope, "application_profile_arns", {
    value: arns,
    description: "Application profiles of the models, for profileArn in bedrock.models",
  });
}

const isNamed = (profileArn: string, id: string) => ({
  condition: `\${self.arn == "${profileArn}"}`,
  errorMessage: `Policies and manifests name ${profileArn} for ${id}. Write this profile's ARN in profileArn (bedrock.models) and export again.`,
});
