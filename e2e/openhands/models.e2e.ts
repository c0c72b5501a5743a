import { KNOWN_MODELS } from "../../config/models";
import { pairingOf } from "../../config/pairings";
import { type Family, releaseOf } from "../../config/releases";
import { ACCOUNT, BEDROCK_REGION, BUCKET, REGION } from "./support/aws";
import { exportConfig } from "./support/exported";
import { Image, pathOf } from "./support/image";
import { type App, install, type Version } from "./support/installation";
import { type Asking, problemsWith } from "./support/pairings";
import { containerOf, environmentOf } from "./support/pod";
import { describeOpenhands } from "./support/requirements";

/** Those that the table speaks of. */
const IDS = [...KNOWN_MODELS.keys()];
const MODELS = IDS.slice(IDS.indexOf("anthropic.claude-sonnet-4-5-20250929-v1:0"));

const REJECTED = /BadRequestError.*(cannot both be specified|is deprecated) for this model/s;

/** What an app is started with, as it is exported. */
async function environmentOfApp(version: string): Promise<Record<string, string>> {
  const { deployment, configMaps } = await exportConfig({
    openhands: { version },
    aws: { account: ACCOUNT, region: REGION },
    github: { repositories: [{ name: "boxp/arch" }] },
    runtime: { bucket: BUCKET, subjects: [{ branch: "main" }] },
    bedrock: { region: BEDROCK_REGION, models: [{ id: "anthropic.claude-sonnet-4-6", profile: "us" }] },
    kubernetes: {},
  });
  const key = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
  const env = environmentOf(containerOf(deployment, "openhands"), {
    ...{ fields: {}, configMaps, secrets: { "bedrock-credentials": key } },
  });
  return Object.fromEntries(Object.entries(env).filter(([name]) => !(name in key)));
}

describeOpenhands("the table of releases and models", () => {
  let images: Readonly<Record<Version, Image>>;
  beforeAll(async () => {
    const installation = await install();
    const of = (version: Version) => new Image(installation, version);
    images = { "1.34.0": of("1.34.0"), "1.49.1": of("1.49.1"), "1.58.2": of("1.58.2") };
  }, 400_000);
  afterAll(() => {
    for (const image of Object.values(images ?? {})) image.remove();
  });

  async function expectTable(family: Family, version: string, asking: Asking): Promise<void> {
    const row = releaseOf({ posture: "hardened", openhands: { family, version } });
    const problems = await problemsWith(asking, MODELS);
    const outcomes = MODELS.map((id) => [id, problems[id] === null ? "works" : "fails", problems[id]]);
    expect(outcomes).toEqual(MODELS.map((id) => [id, pairingOf(row, id), problems[id]]));
  }
  const sdk = (version: Version): Asking => ({
    ...{ image: images[version], python: "/opt/agent-server/bin/python", script: "sdk.py" },
  });
  const app = (version: App, env: Asking["env"]): Asking => ({
    ...{ image: images["1.34.0"], python: `${pathOf(version)}/bin/python`, script: "app.py", ...(env && { env }) },
  });

  it.each([
    ["1.34.0", "1.x", "1.11"],
    ["1.49.1", "canvas", "1.20.0"],
  ] as const)(
    "is right about agent server %s, of %s %s",
    async (version, family, release) => {
      expect(releaseOf({ posture: "hardened", openhands: { family, version: release } }).agentServer).toBe(version);
      await expectTable(family, release, sdk(version));
    },
    300_000,
  );

  it("need not fear the next agent server", async () => {
    expect(new Set(Object.values(await problemsWith(sdk("1.58.2"), MODELS)))).toEqual(new Set([null]));
  }, 300_000);

  it.each(["0.27.0", "0.62.0"] as const)(
    "is right about the app %s with the exported environment",
    async (version) => {
      await expectTable("0.x", version, app(version, await environmentOfApp(version)));
    },
    300_000,
  );

  it("says what 0.62 needs: without it, Bedrock rejects each current Claude", async () => {
    const { LLM_COMPLETION_KWARGS, LLM_NATIVE_TOOL_CALLING, ...env } = await environmentOfApp("0.62.0");
    expect([LLM_COMPLETION_KWARGS, LLM_NATIVE_TOOL_CALLING]).toEqual(['{"temperature": None, "top_p": None}', "true"]);
    for (const problem of Object.values(await problemsWith(app("0.62.0", env), MODELS)))
      expect(problem).toMatch(REJECTED);
  }, 300_000);
});
