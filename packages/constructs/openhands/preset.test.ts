import type { SettingsForm } from "@openhands-aws/facts/settings-form";
import { presetFiles } from "./preset";

const MODEL = "bedrock/us.anthropic.claude-sonnet-4-6";
const preset = (form: SettingsForm) => presetFiles(form, { model: MODEL, region: "us-west-2" });
const FORMS: readonly SettingsForm[] = ["0.x-key", "0.x", "1.x", "canvas"];

it("presets the model of Agent Canvas as its active profile, with a key so that its page shows a field", () => {
  const llm = { model: MODEL, aws_region_name: "us-west-2", api_key: "not-used-by-bedrock" };
  expect(preset("canvas")).toEqual({
    "profiles/bedrock.json": llm,
    "settings.json": {
      agent_settings: { agent_kind: "openhands", llm },
      active_profile: "bedrock",
      misc_settings: {
        app_preferences: { user_consents_to_analytics: false },
        telemetry: { consent: "denied" },
      },
    },
  });
});

it("presets the model of 1.x without a key", () => {
  expect(preset("1.x")).toEqual({
    "settings.json": {
      language: "en",
      user_consents_to_analytics: false,
      agent_settings: { agent_kind: "openhands", llm: { model: MODEL, aws_region_name: "us-west-2" } },
    },
  });
});

it("names the model where an application profile hides it", () => {
  const hidden = { model: "bedrock/converse/arn:x", region: "us-west-2", canonicalName: "anthropic.claude-sonnet-4-6" };
  const llm = { model: "bedrock/converse/arn:x", model_canonical_name: "anthropic.claude-sonnet-4-6" };
  expect(presetFiles("canvas", hidden)).toMatchObject({
    "profiles/bedrock.json": llm,
    "settings.json": { agent_settings: { llm } },
  });
  expect(presetFiles("1.x", hidden)).toMatchObject({ "settings.json": { agent_settings: { llm } } });
});

it("presets the model of 0.x, with a key only for the releases that demand one", () => {
  const settings = {
    language: "en",
    agent: "CodeActAgent",
    llm_model: MODEL,
    llm_base_url: "",
    enable_default_condenser: true,
    user_consents_to_analytics: false,
  };
  expect(preset("0.x")).toEqual({ "settings.json": settings });
  expect(preset("0.x-key")).toEqual({ "settings.json": { ...settings, llm_api_key: "not-used-by-bedrock" } });
});

it.each(FORMS)("%s: consents to no analytics, and names the model once per file", (form) => {
  const files = preset(form);
  expect(JSON.stringify(files)).toContain('"user_consents_to_analytics":false');
  for (const file of Object.values(files)) expect(JSON.stringify(file).split(MODEL)).toHaveLength(2);
});
