import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../model";
import { readTerraform } from "../../read";
import { parseHclText } from "../../read/source/hcl-text";
import { isKnown } from "../../text";
import { filled, SECRETS } from "../support/found";

/** A configuration as Terraform JSON writes it. */
export type Body = { readonly [name: string]: unknown };

/** A bad case of the corpus. */
export interface BadCase {
  /** `trust/bad-any-branch.tf` */
  readonly name: string;
  /** Texts by their paths in its folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether it is a plan; otherwise a configuration. */
  readonly plan: boolean;
  /** Names of its outputs. */
  readonly outputs: readonly string[];
  /** Of a configuration in one file: that file. */
  readonly main?: { readonly path: string; readonly body: Body };
  /** Values in it that matter: those that can be hidden. */
  readonly slots: readonly Slot[];
}

/** A value of a resource, and where it is in the configuration. */
export interface Slot {
  readonly type: string;
  readonly label: string;
  /** From the body of the resource. */
  readonly path: readonly (string | number)[];
  /** All of it is known: a text, which may be a document, or the object of a manifest. */
  readonly value: unknown;
  /** Of a policy. */
  readonly document?: Body;
}

/** Those of workflows are no Terraform. */
const FOLDERS = ["trust", "permission", "secret", "registry", "kubernetes", "world"];

const CORPUS = join(__dirname, "..");

export const badCases = async (): Promise<BadCase[]> => {
  const names = FOLDERS.flatMap((folder) => readdirSync(join(CORPUS, folder)).map((name) => `${folder}/${name}`));
  return Promise.all(names.filter((name) => /\/bad-/.test(name)).map(badCase));
};

async function badCase(name: string): Promise<BadCase> {
  const files = filesOf(name);
  const plan = name.endsWith("-plan.json");
  const bodies = new Map<string, Body>();
  for (const [path, text] of Object.entries(files))
    if (/^[^/]+\.tf(?:\.json)?$/.test(path)) bodies.set(path, await bodyOf(path, text));
  const outputs = [...bodies.values()].flatMap(({ output = {} }) => Object.keys(output as Body));
  const [[path, body] = [], another] = bodies;
  if (path === undefined || body === undefined || another) return { name, files, plan, outputs, slots: [] };
  return { name, files, plan, outputs, main: { path, body }, slots: await slotsOf(body, files) };
}

const bodyOf = async (path: string, text: string): Promise<Body> =>
  (path.endsWith(".json") ? JSON.parse(text) : (await parseHclText(text, path)).value) as Body;

/** A single file gets the name that Terraform's documentation gives it. */
function filesOf(name: string): Record<string, string> {
  const at = join(CORPUS, name);
  const read = (path: string) => filled(readFileSync(path, "utf8"));
  if (!statSync(at).isDirectory())
    return { [name.endsWith("-plan.json") ? "plan.json" : name.replace(/^.*?\./, "main.")]: read(at) };
  const inner = readdirSync(at, { recursive: true, encoding: "utf8" });
  const files = inner.filter((path) => statSync(join(at, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, read(join(at, path))]));
}

/** Those whose values matter. */
export function resourcesOf({ main, slots }: BadCase): { readonly address: string; readonly body: Body }[] {
  const resources = new Map(slots.map(({ type, label }) => [`${type}.${label}`, { type, label }]));
  return Array.from(resources, ([address, { type, label }]) => {
    const labels = (main?.body.resource ?? {}) as Readonly<Record<string, Body>>;
    const declared = labels[type]?.[label];
    return { address, body: (Array.isArray(declared) ? declared[0] : declared) as Body };
  });
}

async function slotsOf(body: Body, files: Readonly<Record<string, string>>): Promise<Slot[]> {
  const model = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));
  const slots: Slot[] = [];
  for (const [type, labels] of Object.entries((body.resource ?? {}) as Body))
    for (const [label, declared] of Object.entries(labels as Body)) {
      const resource = model.resources.find(({ address }) => address === `${type}.${label}`);
      const walk = (raw: unknown, known: Json | undefined, path: Slot["path"]): void => {
        const value = typeof raw === "string" && !raw.includes("${") ? raw : known;
        if (path.join(".") === "manifest" || path.join(".") === "0.manifest") {
          if (isFullyKnown(value) && typeof value !== "string") slots.push({ type, label, path, value });
        } else if (typeof raw === "string") {
          if (isFullyKnown(value) && typeof value === "string" && matters(value))
            slots.push({ type, label, path, value, ...documentOf(value) });
        } else if (raw !== null && typeof raw === "object")
          for (const [key, inner] of Object.entries(raw)) {
            const step = Array.isArray(raw) ? Number(key) : key;
            walk(inner, path.length <= base ? knownOf(key) : innerOf(known, step), [...path, step]);
          }
      };
      const base = Array.isArray(declared) ? 1 : 0;
      const knownOf = (argument: string): Json | undefined => resource?.argument(argument)?.value;
      walk(declared, undefined, []);
    }
  return slots;
}

/** A block that may be repeated is a list where it is resolved. */
const innerOf = (value: Json | undefined, step: string | number): Json | undefined => {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : innerOf(value[0], step);
  if (typeof step === "number") return value;
  return value !== null && typeof value === "object" ? (value as { [key: string]: Json })[step] : undefined;
};

const isFullyKnown = (value: unknown): boolean => value !== undefined && isKnown(JSON.stringify(value));

/** A document, a secret, or a policy of AWS. */
const matters = (value: string): boolean =>
  /^\s*\{|^arn:aws:iam::aws:policy\//.test(value) || Object.values(SECRETS).some((secret) => value.includes(secret));

function documentOf(value: string): { document?: Body } {
  try {
    const document = JSON.parse(value);
    return document.Statement ? { document } : {};
  } catch {
    return {};
  }
}
