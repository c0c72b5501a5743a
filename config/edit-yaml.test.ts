import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { PROJECT } from "../project";
import { editYaml } from "./edit-yaml";

const ROTATION = ["bedrock", "accessKey", "rotation"];

// biome-ignore format: one file a row
it.each<[name: string, text: string, expected: string]>([
  ["an empty file", "", "bedrock:\n  accessKey:\n    rotation: published\n"],
  ["a file with only comments", "# Mine.\n", "# Mine.\nbedrock:\n  accessKey:\n    rotation: published\n"],
  ["a section", "bedrock:\n  region: us-west-2 # near\n# The end.\n", "bedrock:\n  region: us-west-2 # near\n  accessKey:\n    rotation: published\n# The end.\n"],
  ["a wide indentation", "bedrock:\n    region: us-west-2\n", "bedrock:\n    region: us-west-2\n    accessKey:\n      rotation: published\n"],
  ["a file without a last newline", "posture: hardened", "posture: hardened\nbedrock:\n  accessKey:\n    rotation: published\n"],
  ["a flow mapping", "bedrock: {region: us-west-2} # here\n", "bedrock: {region: us-west-2, accessKey: {rotation: published}} # here\n"],
  ["an empty flow mapping", "bedrock: {}\nkubernetes: {}\n", "bedrock: {accessKey: {rotation: published}}\nkubernetes: {}\n"],
  ["a value that is there", "bedrock:\n  accessKey:\n    rotation: moved   # by rotate\n    status: Active\n", "bedrock:\n  accessKey:\n    rotation: published   # by rotate\n    status: Active\n"],
  ["a value in quotes", 'bedrock: {accessKey: {rotation: "moved"}}\n', "bedrock: {accessKey: {rotation: published}}\n"],
  ["a list before it", "bedrock:\n  models:\n    - id: a.b\n      profile: none # mine\n\nkubernetes: {}\n", "bedrock:\n  models:\n    - id: a.b\n      profile: none # mine\n  accessKey:\n    rotation: published\n\nkubernetes: {}\n"],
])("sets a value in %s", (_, text, expected) => {
  expect(editYaml(text, ROTATION, "published")).toBe(expected);
});

// biome-ignore format: one file a row
it.each<[name: string, text: string, expected: string]>([
  ["the only key", "posture: hardened\nbedrock:\n  accessKey:\n    rotation: moved\n", "posture: hardened\n"],
  ["one of several", "bedrock:\n  accessKey:\n    # Leaked.\n    status: Inactive\n    rotation: moved # done\n  region: a\n", "bedrock:\n  accessKey:\n    # Leaked.\n    status: Inactive\n  region: a\n"],
  ["the first of a flow mapping", "bedrock: {accessKey: {rotation: moved, status: Inactive}}\n", "bedrock: {accessKey: {status: Inactive}}\n"],
  ["the last of a flow mapping", "bedrock: {region: a, accessKey: {rotation: moved}}\n", "bedrock: {region: a}\n"],
  ["nothing", "bedrock: {region: a}\n", "bedrock: {region: a}\n"],
])("removes %s", (_, text, expected) => {
  expect(editYaml(text, ROTATION, undefined)).toBe(expected);
});

it("says what must be a mapping", () => {
  expect(() => editYaml("bedrock: [a]\n", ROTATION, "moved")).toThrow(
    "bedrock must be a mapping before accessKey.rotation can be written into it.",
  );
});

it("changes one section of this installation's config, and takes the change back", () => {
  const text = readFileSync(join(PROJECT, "config/openhands.yaml"), "utf8");
  const changed = editYaml(text, ROTATION, "published");
  expect(changed.split("\n").filter((line) => !text.split("\n").includes(line))).toEqual([
    "  accessKey:",
    "    rotation: published",
  ]);
  expect(editYaml(changed, ROTATION, undefined)).toBe(text);
});

const key = fc.constantFrom("a", "b", "bedrock", "accessKey", "rotation", "x-1");
const { values } = fc.letrec<{ values: Record<string, unknown> }>((tie) => ({
  values: fc.dictionary(
    key,
    fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("text", "two words", "true", "1", "", "# no comment", "a: b", 'q"uote', "multi\nline\n"),
      fc.integer(),
      fc.boolean(),
      fc.array(fc.constantFrom("p", "q"), { minLength: 1 }),
      tie("values"),
    ),
    { minKeys: 1 },
  ),
}));

it("sets and removes any value of any layout, and keeps every comment", () => {
  fc.assert(
    fc.property(
      values,
      fc.array(key, { minLength: 1, maxLength: 3 }),
      fc.option(fc.constantFrom("published", "Inactive", true), { nil: undefined }),
      fc.constantFrom(2, 4),
      fc.constantFrom<"any" | "flow">("any", "flow"),
      (raw, path, value, indent, collectionStyle) => {
        const plain = stringify(raw, { indent, collectionStyle, lineWidth: 0 });
        const text = `# first\n${plain.replace(/^(\w+:)/gm, "# above\n$1")}# last\n`;
        let changed: string;
        try {
          changed = editYaml(text, path, value);
        } catch (error) {
          expect(String(error)).toContain("must be a mapping");
          return;
        }
        expect(at(parse(changed), path)).toBe(value);
        const comments = (yaml: string) => yaml.split("\n").filter((line) => /^\s*#/.test(line));
        expect(comments(changed)).toEqual(comments(text));
        expect(forgetting(parse(changed) ?? {}, path)).toEqual(forgetting(raw, path));
      },
    ),
  );
});

const at = (raw: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], raw);

/** Everything beside the path, from the root inwards; nothing of a mapping that contains nothing else. */
function forgetting(raw: object, [name, ...rest]: readonly string[]): object[] {
  const { [name as string]: inner, ...others } = raw as Record<string, unknown>;
  const inside = typeof inner === "object" && inner !== null && rest.length > 0 ? forgetting(inner, rest) : [];
  return inside.length > 0 || Object.keys(others).length > 0 ? [others, ...inside] : [];
}
