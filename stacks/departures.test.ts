import { parseConfig } from "../config/load";
import { synthesizeAll } from "../main";
import { DEPARTURES } from "./departures";

/** Switches on everything that `hardened` can add. */
const CONFIG =
  "tags: {system: openhands}\nexternalSecrets: {role: eso, user: eso}\nruntime: {refresher: {}}\nopenhands: {version: '1.11'}\nbedrock: {models: [{id: anthropic.claude-sonnet-4-6, profile: application, profileName: agents}]}\n";

type Blocks = Record<string, Record<string, unknown>>;

/** Each address with its block, a policy document inside the resource that refers to it. */
function addresses(posture: string): Map<string, string> {
  const json = synthesizeAll(parseConfig(`posture: ${posture}\n${CONFIG}`, "openhands.yaml")).get(
    "openhands",
  ) as Record<string, Blocks>;
  const documents = json.data?.aws_iam_policy_document ?? {};
  const inline = (block: unknown) =>
    JSON.stringify(block).replace(/\$\{data\.aws_iam_policy_document\.(\w+)\.json\}/g, (_, name: string) =>
      JSON.stringify(documents[name]),
    );
  const found = Object.entries(json.resource ?? {}).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([label, block]): [string, string] => [`${type}.${label}`, inline(block)]),
  );
  for (const [name, block] of Object.entries(json.variable ?? {})) found.push([`var.${name}`, inline(block)]);
  for (const [name, block] of Object.entries(json.output ?? {})) found.push([`output.${name}`, inline(block)]);
  found.push(["provider.aws", inline(json.provider?.aws)], ["terraform.backend.s3", inline(json.terraform?.backend)]);
  return new Map(found);
}

const designed = addresses("as-designed");
const hardened = addresses("hardened");
const different = [...hardened]
  .filter(([address, block]) => designed.get(address) !== block)
  .map(([address]) => address);
const covers = (pattern: string, address: string) =>
  pattern.endsWith("*") ? address.startsWith(pattern.slice(0, -1)) : address === pattern;

it("drops nothing that the design has", () => {
  expect([...designed.keys()].filter((address) => !hardened.has(address))).toEqual([]);
});

it("names every address that hardened changes or adds", () => {
  expect(different.filter((address) => !DEPARTURES.some((entry) => covers(entry.address, address)))).toEqual([]);
});

it("names no address that is the same in both", () => {
  expect(DEPARTURES.filter((entry) => !different.some((address) => covers(entry.address, address)))).toEqual([]);
});
