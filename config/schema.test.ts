import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import fc from "fast-check";
import { parse } from "yaml";
import { z } from "zod";
import { renderJsonSchema } from "./json-schema";
import { parseConfig } from "./load";
import { ConfigFile } from "./schema";

interface Property {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Record<string, Property>;
  readonly required?: readonly string[];
  readonly items?: Property;
  readonly additionalProperties?: Property | false;
  readonly pattern?: string;
  readonly allOf?: readonly Property[];
  readonly anyOf?: readonly Property[];
}

const committed = readFileSync(join(__dirname, "schema.json"), "utf8");
const schema = JSON.parse(committed) as Property & Record<string, unknown>;

/** Every key of the config with its schema, by its path: `runtime.subjects[].branch`, `deploy.roles.*.name`. */
function* propertiesOf(of: Property, path = ""): Iterable<[path: string, property: Property, required: boolean]> {
  for (const [key, property] of Object.entries(of.properties ?? {})) {
    const name = path ? `${path}.${key}` : key;
    yield [name, property, of.required?.includes(key) ?? false];
    yield* propertiesOf(property, name);
  }
  for (const alternative of of.anyOf ?? []) yield* propertiesOf(alternative, path);
  if (of.items) yield* propertiesOf(of.items, `${path}[]`);
  if (of.additionalProperties) yield* propertiesOf(of.additionalProperties, `${path}.*`);
}
const properties = [...propertiesOf(schema)];

it("is the file that npm run generate writes", () => {
  expect(committed).toBe(renderJsonSchema());
  expect(committed.endsWith("}\n")).toBe(true);
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:openhands-aws:config",
    title: "openhands-aws",
  });
});

it("has found the keys that it is about to check", () => {
  expect(properties.map(([path]) => path)).toEqual(
    expect.arrayContaining([
      ...["posture", "runtime.subjects[].branch", "deploy.roles.*.grants[].prefixes"],
      ...["runtime.refresher.sessionSeconds", "kubernetes.canvas.ingress.annotations"],
    ]),
  );
});

it.each(properties)("%s says what it is", (_, property) => expect(property.description).toMatch(/^\S.+\S$/));

it.each(properties)("%s has a default, says what its absence means, or is required", (path, property, required) => {
  const alternatives = /\.subjects\[\]\.|\.grants\[\]\.|\.cluster\[\]\./; // Of these, one is there and the others are not.
  expect(
    required ||
      "default" in property ||
      alternatives.test(path) ||
      /Default: |Leave it out/.test(property.description ?? ""),
  ).toBe(true);
});

it.each(properties.filter(([path]) => /seconds/i.test(path)))("%s names its unit", (_, { description }) => {
  expect(description).toContain("in seconds");
});

it("has only patterns that an editor compiles, which does so with the flag u", () => {
  const patterns = properties.flatMap(([, { pattern, allOf = [] }]) => [pattern, ...allOf.map((part) => part.pattern)]);
  const present = patterns.filter((pattern) => pattern !== undefined);
  expect(present.length).toBeGreaterThan(20);
  for (const pattern of present) expect(() => new RegExp(pattern, "u")).not.toThrow();
});

it("has every rule of a bucket's name", () => {
  const [, bucket] = properties.find(([path]) => path === "runtime.bucket") ?? [];
  const patterns = (bucket?.allOf ?? []).map(({ pattern = "" }) => new RegExp(pattern, "u"));
  const accepts = (name: string) => patterns.every((pattern) => pattern.test(name));
  expect(["data", "OpenHands", "a..b", "xn--data"].map(accepts)).toEqual([true, false, false, false]);
});

describe("in an editor", () => {
  const accepts = (yaml: string) =>
    z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(parse(yaml)).success;

  it("accepts this installation", () => {
    expect(accepts(readFileSync(join(__dirname, "openhands.yaml"), "utf8"))).toBe(true);
  });

  it.each([
    "{}",
    "posture: as-designed",
    "runtime: {bucket: data, subjects: [{branch: main}, {tag: v*}]}",
    "runtime: {refresher: false}",
    "runtime: {refresher: {sessionSeconds: 900}}",
    'openhands: {family: canvas, version: "1.20.0"}',
    "kubernetes: {canvas: {ingress: {host: oh.example.com}}}",
    "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}",
  ])("accepts %s", (yaml) => expect(accepts(yaml)).toBe(true));

  it.each([
    "[]",
    "posture: soft",
    "aws: {acount: '123456789012'}",
    "aws: {account: 123456789012}",
    "aws: {region: ap-northeast-l}",
    "runtime: {role: openhands runtime}",
    "runtime: {maxSessionSeconds: 3599}",
    "runtime: {subjects: []}",
    "runtime: {refresher: true}",
    "runtime: {refresher: {seconds: 900}}",
    "openhands: {family: 2.x}",
    "openhands: {version: 1.10}",
    "kubernetes: {canvas: {ingress: {}}}",
    "tags: {'aws:owner': me}",
    "deploy: {}",
    "deploy: {build: {chained: {}}, sync: {bucket: site-bucket}}",
  ])("refuses %s", (yaml) => expect(accepts(yaml)).toBe(false));
});

/** Every input with its path as zod reports it; a list's entry is its first, a free key is `label`. */
const inputs = properties.flatMap(([path, property]) => {
  const keys = path.split(".").flatMap((part) => {
    const name = part === "*" ? "label" : part.replaceAll("[]", "");
    return part.endsWith("[]") ? [name, 0] : [name];
  });
  return [
    { path, keys, property },
    ...(property.items ? [{ path: `${path}[]`, keys: [...keys, 0], property: property.items }] : []),
    ...(property.additionalProperties
      ? [{ path: `${path}.*`, keys: [...keys, "label"], property: property.additionalProperties }]
      : []),
  ];
});

/** A config with nothing but this value, `keys` deep. */
const holding = (keys: readonly (string | number)[], value: unknown) =>
  keys.reduceRight<unknown>((inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }), value);

const issuePaths = (config: unknown) =>
  ConfigFile.safeParse(config).error?.issues.map(({ path }) => path.join(".")) ?? [];

const strings = inputs.filter(({ property }) => property.type === "string");

it("has found the strings that it is about to attack", () => {
  expect(strings.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      ...["tags.*", "runtime.prefixes[]", "deploy.roles.*.grants[].parameters[]"],
      ...["runtime.refresher.principal", "kubernetes.canvas.ingress.host", "kubernetes.canvas.keys.name"],
    ]),
  );
});

describe("Terraform cannot be smuggled in", () => {
  const template = fc.constantFrom('${file("/etc/passwd")}', "%{ for a in b }", "$${aws:username}", "${", "%{");
  const around = fc.stringMatching(/^[a-z0-9/._-]{0,8}$/);
  const hostile = fc.tuple(around, template, around).map((parts) => parts.join(""));

  it.each(strings)("through $path", ({ keys }) => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(issuePaths(holding(keys, value))).toContain(keys.join("."));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    "tags",
    "deploy.roles",
    "kubernetes.externalSecret.parameters",
    "kubernetes.deployment.env",
    "kubernetes.deployment.nodeAffinity",
    "kubernetes.deployment.service.annotations",
    "kubernetes.canvas.ingress.annotations",
    "kubernetes.terraform.cluster.exec.env",
  ])("through a key of %s", (path) => {
    fc.assert(
      fc.property(hostile, (key) => {
        expect(issuePaths(holding([...path.split("."), key], "x"))).toContain(`${path}.${key}`);
      }),
      { numRuns: 30 },
    );
  });
});

describe("whatever the file holds, it is a config or an InputError", () => {
  const settles = (text: string) => {
    try {
      return parseConfig(text, "c.yaml").aws.account.length === 12;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return /^c\.yaml (?:has \d+ problems?|is not valid YAML):\n {2}c\.yaml:\d+ \S/.test(error.message);
    }
  };

  it("any JSON at any key", () => {
    fc.assert(
      fc.property(fc.constantFrom(...inputs), fc.jsonValue(), ({ keys }, value) =>
        settles(JSON.stringify(holding(keys, value))),
      ),
      { numRuns: 2000 },
    );
  });

  it("any JSON", () => {
    fc.assert(fc.property(fc.json(), settles));
  });

  it("any text, any soup of YAML", () => {
    const soup = fc.array(
      fc.oneof(fc.constantFrom(..."&*!|>-?:,[]{}#%@`\"'\n\t ", "&a", "*a", "<<", "---", "...", "aws:"), fc.string()),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          soup.map((parts) => parts.join("")),
        ),
        settles,
      ),
      {
        numRuns: 1000,
      },
    );
  });
});
