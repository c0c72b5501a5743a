import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";
import { DEPARTURES } from "./departures";

/** Together they switch on everything that `hardened` can add. */
const CONFIGS = [
  `
tags: {system: openhands}
externalSecrets: {role: eso, user: eso}
runtime: {refresher: {}}
openhands: {version: "1.11"}
bedrock: {models: [{id: anthropic.claude-sonnet-4-6, profile: application, profileName: agents}]}`,
  "kubernetes: {terraform: {}}",
  "runtime: {refresher: false}\nbedrock: {apiKey: {parameter: /bedrock/api-key}}\nkubernetes: {terraform: {}}",
  "openhands: {family: 0.x, version: '0.62'}\nruntime: {refresher: {}}\nkubernetes: {identity: {cluster: eks, issuer: {url: https://oidc.example.com}}}",
  "kubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}}",
  "kubernetes: {identity: {cluster: self-hosted, issuer: {documents: cloudfront, bucket: octo-issuer}}}",
  `
audit:
  bucket: octo-org-audit
  dataBucket: create
  dataEvents: false
  accessLogBucket: octo-org-access
  emails: [oncall@example.com]
  known: {principals: ["arn:aws:iam::123456789012:role/terraform"], addresses: [203.0.113.7/32]}`,
];

/** Takes from the design what belongs to its access key. */
const KEYLESS =
  "bedrock: {access: workload-identity}\nkubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}}";

type Blocks = Record<string, Record<string, unknown>>;

/** Each address with its block, a policy document or an ephemeral value inside the resource that refers to it. */
function addresses(config: string, posture: string): Map<string, string> {
  const stacks = synthesizeAll(testConfig(`posture: ${posture}\n${config}`, "openhands.yaml"));
  return new Map([...stacks.values()].flatMap((json) => [...addressesIn(json as Record<string, Blocks>)]));
}

function addressesIn({ data, ephemeral, resource, variable, output, provider, terraform }: Record<string, Blocks>) {
  const inner: Blocks = { ...data, ...ephemeral };
  const inline = (block: unknown) =>
    JSON.stringify(block).replace(/\$\{(?:data|ephemeral)\.(\w+)\.(\w+)\.\w+\}/g, (_, type: string, name: string) =>
      JSON.stringify(inner[type]?.[name]),
    );
  const found = Object.entries(resource ?? {}).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([label, block]): [string, string] => [`${type}.${label}`, inline(block)]),
  );
  for (const [name, block] of Object.entries(variable ?? {})) found.push([`var.${name}`, inline(block)]);
  for (const [name, block] of Object.entries(output ?? {})) found.push([`output.${name}`, inline(block)]);
  if (provider?.aws)
    found.push(["provider.aws", inline(provider.aws)], ["terraform.backend.s3", inline(terraform?.backend)]);
  return found;
}

const pairs = CONFIGS.map((config) => [addresses(config, "as-designed"), addresses(config, "hardened")] as const);
const dropped = [...addresses("", "as-designed").keys()].filter(
  (address) => !addresses(KEYLESS, "hardened").has(address),
);
const changed = pairs.flatMap(([designed, hardened]) =>
  [...hardened].filter(([address, block]) => designed.get(address) !== block).map(([address]) => address),
);
const different = [...changed, ...dropped];
const covers = (pattern: string, address: string) =>
  pattern.endsWith("*") ? address.startsWith(pattern.slice(0, -1)) : address === pattern;

it("drops nothing that the design has", () => {
  for (const [designed, hardened] of pairs)
    expect([...designed.keys()].filter((address) => !hardened.has(address))).toEqual([]);
});

it("drops the user, its key and the parameters where the pod has its own identity", () => {
  expect(dropped.sort()).toEqual([
    "aws_iam_access_key.bedrock_user_key",
    "aws_iam_user.bedrock_user",
    "aws_iam_user_policy_attachment.bedrock_policy_attachment",
    "aws_ssm_parameter.bedrock_access_key_id",
    "aws_ssm_parameter.bedrock_secret_access_key",
  ]);
});

it("names every address that hardened changes, adds or drops", () => {
  expect(different.filter((address) => !DEPARTURES.some((entry) => covers(entry.address, address)))).toEqual([]);
});

it("names no address that is the same in both", () => {
  expect(DEPARTURES.filter((entry) => !different.some((address) => covers(entry.address, address)))).toEqual([]);
});
