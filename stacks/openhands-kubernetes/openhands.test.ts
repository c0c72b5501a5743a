import type { Manifest } from "@openhands-aws/constructs/kubernetes";
import { testConfig } from "../../tools/test-config";
import { awsAccess } from "./aws-access";
import { clusterObjects } from "./objects";

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly object[];
  readonly securityContext: { readonly runAsUser?: number };
}
interface Spec {
  readonly template: {
    readonly spec: { readonly initContainers?: readonly Container[]; readonly containers: readonly Container[] };
  };
}

function spec(openhands: string, deployment = "{}") {
  const config = testConfig(`${openhands}\nkubernetes: {deployment: ${deployment}}`, "c.yaml");
  if (!config.kubernetes) throw new Error("There is no section kubernetes");
  const objects = clusterObjects(config, config.kubernetes);
  const { manifest } = objects.find(({ label }) => label === "deployment") as { manifest: Manifest };
  return (manifest.spec as Spec).template.spec;
}
const release = (version: string) => `openhands: {version: "${version}"}`;
const SECOND = `${release("1.11")}\nruntime: {refresher: {}}`;

function preset(openhands: string, deployment?: string) {
  const [writer, ...others] = spec(openhands, deployment).initContainers ?? [];
  expect(others).toEqual([]);
  const [variable] = writer?.env ?? [];
  return writer && { ...writer, files: JSON.parse(variable?.value ?? "") as Record<string, object> };
}

describe("the settings' container", () => {
  it.each(["0.27", "0.37"])("does not exist in %s, which has no form that was tried", (version) => {
    expect(preset(release(version))).toBeUndefined();
  });

  it.each(["0.27", "0.62"])("does not exist as designed, with %s", (version) => {
    expect(spec(`posture: as-designed\n${release(version)}`)).not.toHaveProperty("initContainers");
  });

  it.each([
    ["0.38", "/.openhands-state"],
    ["0.45", "/.openhands"],
  ])("of %s writes a key, which the release demands, below %s", (version, state) => {
    const { files, command } = preset(release(version)) ?? {};
    expect(files?.["settings.json"]).toMatchObject({
      llm_model: "bedrock/us.anthropic.claude-sonnet-4-6",
      llm_api_key: "not-used-by-bedrock",
    });
    expect(command?.at(-1)).toBe(state);
  });

  it.each(["0.46", "0.62"])("of %s writes none, which LiteLLM would send to Bedrock", (version) => {
    const { files } = preset(release(version)) ?? {};
    expect(files?.["settings.json"]).toHaveProperty("llm_model", "bedrock/us.anthropic.claude-sonnet-4-6");
    expect(JSON.stringify(files)).not.toContain("key");
  });

  it("of 1.11 and of Agent Canvas writes the model with its region, in their own form", () => {
    const llm = { model: "bedrock/us.anthropic.claude-sonnet-4-6", aws_region_name: "us-west-2" };
    const second = preset(SECOND);
    expect(second?.files).toEqual({ "settings.json": expect.objectContaining({ agent_settings: expect.anything() }) });
    expect(second?.files["settings.json"]).toMatchObject({ agent_settings: { llm } });
    const canvas = preset("");
    expect(Object.keys(canvas?.files ?? {})).toEqual(["profiles/bedrock.json", "settings.json"]);
    expect(canvas?.files["profiles/bedrock.json"]).toMatchObject(llm);
    expect(canvas?.command.at(-1)).toBe("/home/openhands/.openhands");
  });

  it("presets the config's first model", () => {
    const models =
      "bedrock: {region: eu-central-1, models: [{id: anthropic.claude-opus-4-7, profile: eu}, {id: anthropic.claude-sonnet-4-6, profile: eu}]}";
    expect(preset(models)?.files["profiles/bedrock.json"]).toMatchObject({
      model: "bedrock/eu.anthropic.claude-opus-4-7",
      aws_region_name: "eu-central-1",
    });
  });

  it.each([
    ["0.62", release("0.62")],
    ["1.11", SECOND],
    ["Agent Canvas", ""],
  ])("of %s mounts the app's state and nothing else, and has the product's programs", (_, yaml) => {
    const { containers } = spec(yaml);
    const writer = preset(yaml);
    expect(writer?.volumeMounts).toHaveLength(1);
    expect(containers[0]?.volumeMounts).toEqual(expect.arrayContaining([...(writer?.volumeMounts ?? [])]));
    expect(writer?.image).toMatch(/^ghcr\.io\/boxp\/openhands-runtime:[\w.]+-[0-9a-f]{12}$/);
    expect(writer?.command[0]).toBe("/opt/openhands-aws/bin/write-settings");
  });

  it("runs as the app's user, so that the app can change what it wrote", () => {
    const uid = (yaml: string, env = "{}") => preset(yaml, `{env: ${env}}`)?.securityContext.runAsUser;
    expect([uid(release("0.62")), uid(SECOND), uid("")]).toEqual([0, 0, 10_001]);
    expect(uid(release("0.62"), '{SANDBOX_USER_ID: "1234"}')).toBe(1234);
    expect(uid(release("0.62"), '{SANDBOX_USER_ID: "0"}')).toBe(0);
  });
});

describe("what a release needs to call the models that work with it", () => {
  const needed = (openhands: string) =>
    Object.fromEntries(
      spec(openhands)
        .containers[0]?.env.filter(({ name }) => /COMPLETION_KWARGS|NATIVE_TOOL_CALLING/.test(name))
        .map(({ name, value }) => [name, value]) ?? [],
    );
  const NEEDS = {
    LLM_COMPLETION_KWARGS: '{"temperature": None, "top_p": None}',
    LLM_NATIVE_TOOL_CALLING: "true",
  };

  it.each(["0.60", "0.62"])("is set for %s, whose model would otherwise be refused", (version) => {
    expect(needed(release(version))).toEqual(NEEDS);
  });

  it("is nothing in other releases", () => {
    for (const yaml of [release("0.59"), SECOND, ""]) expect(needed(yaml)).toEqual({});
  });

  it("is part of the access to someone else's Deployment, too", () => {
    const config = testConfig(`${release("0.62")}\nkubernetes: {deployment: {generate: false}}`, "c.yaml");
    if (!config.kubernetes) throw new Error("There is no section kubernetes");
    const { patch } = awsAccess(config, config.kubernetes);
    for (const [name, value] of Object.entries(NEEDS))
      expect((patch as { spec: Spec }).spec.template.spec.containers[0]?.env).toContainEqual(
        expect.objectContaining({ name, value }),
      );
  });
});
