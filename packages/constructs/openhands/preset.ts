import type { SettingsForm } from "@openhands-aws/facts/settings-form";

export interface Preset {
  /** The model's name for LiteLLM, as in `bedrock/us.anthropic.claude-sonnet-4-6`. */
  readonly model: string;
  /** Where Bedrock is called. */
  readonly region: string;
  /** The model's id, where its name does not say it: OpenHands knows by it what the model can do. @default it does */
  readonly canonicalName?: string;
}

/** Bedrock needs none, but some releases show no field for a message without one. */
const NO_KEY = "not-used-by-bedrock";

/**
 * The files with which OpenHands knows its model at the first start, by their paths in its state directory. No
 * environment variable presets a web page's model in any release.
 * @see https://docs.openhands.dev/openhands/usage/llms/aws-bedrock
 */
export function presetFiles(form: SettingsForm, preset: Preset): Readonly<Record<string, object>> {
  const { model, region, canonicalName } = preset;
  const named = { model, ...(canonicalName && { model_canonical_name: canonicalName }), aws_region_name: region };
  switch (form) {
    case "0.x-key":
      return { "settings.json": { ...firstGeneration(model), llm_api_key: NO_KEY } };
    case "0.x":
      // LiteLLM would send any key to Bedrock as a bearer token.
      return { "settings.json": firstGeneration(model) };
    case "1.x":
      return {
        "settings.json": {
          language: "en",
          user_consents_to_analytics: false,
          agent_settings: { agent_kind: "openhands", llm: named },
        },
      };
    case "canvas": {
      const llm = { ...named, api_key: NO_KEY };
      return {
        "profiles/bedrock.json": llm,
        "settings.json": {
          agent_settings: { agent_kind: "openhands", llm },
          active_profile: "bedrock",
          misc_settings: {
            app_preferences: { user_consents_to_analytics: false },
            telemetry: { consent: "denied" },
          },
        },
      };
    }
  }
}

const firstGeneration = (model: string) => ({
  language: "en",
  agent: "CodeActAgent",
  llm_model: model,
  llm_base_url: "",
  enable_default_condenser: true,
  user_consents_to_analytics: false,
});
