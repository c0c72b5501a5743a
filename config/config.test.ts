import { testConfig } from "../tools/test-config";
import type { Config } from "./config";
import { loadConfig } from "./load";

const DEPLOY = "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}";
const at = (config: Config, path: string) =>
  path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], config);

it.each<[string, unknown]>([
  ["posture", "hardened"],
  ["aws.account", "123456789012"],
  ["aws.region", "ap-northeast-1"],
  ["aws.trustPolicyQuota", 2048],
  ["partition", "aws"],
  ["terraform.version", ">= 1.11.0"],
  ["terraform.awsProvider", ">= 5.100.0, < 7.0.0"],
  ["terraform.state.bucket", "tfaction-state"],
  ["terraform.state.region", "ap-northeast-1"],
  ["terraform.state.key", "terraform/aws/<stack>/v1/terraform.tfstate"],
  ["terraform.state.lock", "native"],
  ["tags", {}],
  ["github.issuer", "token.actions.githubusercontent.com"],
  ["github.provider", "create"],
  ["github.audiences", ["sts.amazonaws.com"]],
  ["github.repositories", [{ name: "boxp/arch" }]],
  ["openhands", { family: "canvas", version: "1.20.0" }],
  ["runtime.role", "openhands-runtime-role"],
  ["runtime.maxSessionSeconds", 3600],
  ["runtime.subjects", [{ branch: "main" }]],
  ["runtime.s3Policy.name", "openhands-s3-access"],
  ["runtime.s3Policy.description", "Policy for OpenHands runtime to access S3"],
  ["runtime.prefixes", []],
  ["runtime.configuration.path", "/openhands/config"],
  ["image.registry", "ghcr"],
  ["image.repository", "ghcr.io/boxp/openhands-runtime"],
  ["image.base", "ghcr.io/openhands/agent-canvas:1.20.0"],
  ["image.context", "docker/openhands-runtime"],
  ["runtime.refresher", undefined],
  ["bedrock.user", { name: "bedrock-openhands-user", path: "/service/" }],
  ["bedrock.policy.name", "bedrock-openhands-policy"],
  ["bedrock.policy.description", "Policy for accessing AWS Bedrock Claude 3.7 Sonnet"],
  ["bedrock.region", "us-west-2"],
  ["bedrock.accessKeyIdParameter", "bedrock-access-key-id"],
  ["bedrock.secretAccessKeyParameter", "bedrock-secret-access-key"],
  ["deploy", undefined],
  ["kubernetes", undefined],
])("a file with nothing but the bucket has the default of %s", (path, value) => {
  expect(at(testConfig("", "c.yaml"), path)).toEqual(value);
});

it.each<[string, unknown]>([
  ["deploy.registry.repository", "openhands-runtime"],
  ["deploy.build.role", "github-oidc-role"],
  ["deploy.build.maxSessionSeconds", 3600],
  ["deploy.build.subjects", [{ branch: "main" }]],
  ["deploy.build.session", { name: "GitHubActions-to-AWS", seconds: 3600 }],
  ["deploy.build.chained.role", "upload-to-s3-role"],
  ["deploy.build.chained.session", { name: "for-build", seconds: 3600 }],
  ["deploy.build.chained.tagSession", false],
  ["deploy.sync.role", "github-s3-sync-role"],
  ["deploy.sync.branch", "deploy"],
  ["deploy.sync.session", { name: "GitHubActions-to-AWS", seconds: 3600 }],
  ["deploy.identityCheck.session.seconds", 900],
  ["deploy.roles", {}],
])("a deploy stack that names only its buckets has the default of %s", (path, value) => {
  expect(at(testConfig(DEPLOY, "c.yaml"), path)).toEqual(value);
});

describe("the refresher", () => {
  const refresherOf = (yaml: string) => at(testConfig(yaml, "c.yaml"), "runtime.refresher");
  const DEFAULTS = {
    role: "openhands-session-role",
    policy: "openhands-refresher",
    sessionSeconds: 3600,
    sessionName: "openhands",
  };

  it.each([
    ["asked for", "runtime: {refresher: {}}"],
    ["asked for with 0.x", 'openhands: {version: "0.62"}\nruntime: {refresher: {}}\nkubernetes: {}'],
    ["asked for with 1.x", 'openhands: {version: "1.11"}\nruntime: {refresher: {}}\nkubernetes: {}'],
    ["not refused with Agent Canvas in a cluster", "kubernetes: {}"],
    ["not refused with someone else's Agent Canvas", "kubernetes: {deployment: {generate: false}}"],
    ["not refused with another release of it", 'openhands: {family: canvas, version: "1.16.0"}\nkubernetes: {}'],
  ])("is there with its defaults if it is %s", (_, yaml) => expect(refresherOf(yaml)).toEqual(DEFAULTS));

  it.each([
    ["without a cluster", ""],
    ["if it is turned off", "runtime: {refresher: false}\nkubernetes: {}"],
    ["with 0.x, unless asked for", 'openhands: {version: "0.62"}\nkubernetes: {}'],
    ["with 0.x, if it is turned off", "openhands: {family: 0.x}\nruntime: {refresher: false}\nkubernetes: {}"],
    ["with 1.x outside a cluster", 'openhands: {version: "1.11"}\nruntime: {refresher: false}'],
    ["as designed", "posture: as-designed\nkubernetes: {}"],
  ])("is not there %s", (_, yaml) => expect(refresherOf(yaml)).toBeUndefined());

  it("keeps what the config says of it", () => {
    expect(refresherOf("runtime: {refresher: {role: mine, sessionSeconds: 900}}\nkubernetes: {}")).toEqual({
      ...DEFAULTS,
      role: "mine",
      sessionSeconds: 900,
    });
  });
});

it.each<[string, object]>([
  ["posture: as-designed", { family: "0.x", version: "0.27" }],
  ['openhands: {version: "0.62"}', { family: "0.x", version: "0.62" }],
  ['openhands: {version: "1.11"}', { family: "1.x", version: "1.11" }],
  ["openhands: {family: canvas}", { family: "canvas", version: "1.20.0" }],
])("completes %s", (yaml, openhands) => expect(testConfig(yaml, "c.yaml").openhands).toEqual(openhands));

it("takes the model from the posture, and the lock too unless it is given", () => {
  const hardened = testConfig("posture: hardened", "c.yaml");
  expect(hardened.bedrock.models.map(({ id, profile }) => [id, profile])).toEqual([
    ["anthropic.claude-sonnet-4-6", "us"],
  ]);
  expect(hardened.bedrock.models[0].regions).toContain("us-west-2");
  expect(hardened.terraform.state.lock).toBe("native");

  const designed = testConfig("posture: as-designed", "c.yaml");
  expect(designed.bedrock.models).toEqual([
    {
      id: "anthropic.claude-3-7-sonnet-20250219-v1:0",
      profile: "none",
      regions: [],
      dates: { endOfLife: "2026-04-28" },
    },
  ]);
  expect(designed.terraform.state.lock).toBe("none");

  const asked =
    "posture: as-designed\nterraform: {state: {lock: native}}\nbedrock: {designedModel: a.b, models: [{id: c.d, profile: none}]}";
  expect(testConfig(asked, "c.yaml")).toMatchObject({
    terraform: { state: { lock: "native" } },
    bedrock: { models: [{ id: "a.b", profile: "none", regions: [], dates: {} }] },
  });
});

it("prefers what the config says about a model to what is known", () => {
  const id = "anthropic.claude-sonnet-4-6";
  const yaml = `bedrock: {models: [{id: ${id}, regions: [us-west-2, us-east-1, us-east-1], endOfLife: 2030-01-01}]}`;
  expect(testConfig(yaml, "c.yaml").bedrock.models).toEqual([
    {
      id,
      profile: "us",
      regions: ["us-east-1", "us-west-2"],
      dates: { noSoonerThan: "2027-02-17", endOfLife: "2030-01-01" },
    },
  ]);
  const global = testConfig(`bedrock: {models: [{id: ${id}, profile: global}]}`, "c.yaml");
  expect(global.bedrock.models[0].regions).toEqual([]);
});

it("knows where a model's profile sends requests from Bedrock's region", () => {
  const from = (region: string) =>
    testConfig(`bedrock: {region: ${region}, models: [{id: anthropic.claude-opus-4-8}]}`, "c.yaml").bedrock.models[0];
  expect(from("us-west-2").regions).toEqual(["us-east-1", "us-east-2", "us-west-2"]);
  expect(from("us-west-1").regions).toEqual(["us-east-1", "us-east-2", "us-west-1", "us-west-2"]);
});

it("derives the partition and the state's region from aws.region", () => {
  const yaml = "aws: {region: us-gov-west-1}\nbedrock: {region: us-gov-west-1, models: [{id: a.b, profile: none}]}";
  expect(testConfig(yaml, "c.yaml")).toMatchObject({
    partition: "aws-us-gov",
    terraform: { state: { region: "us-gov-west-1" } },
  });
});

it("reads this installation, which enables the deploy stack", () => {
  const config = loadConfig("config/openhands.yaml");
  expect(config).toMatchObject({ posture: "hardened", aws: { account: "123456789012" } });
  expect(config.deploy?.build.chained.bucket).toBe("openhands-build-artifacts");
  expect(config.openhands).toEqual({ family: "canvas", version: "1.20.0" });
});
