import type { BadCase, Body, Slot } from "./bad-case";
import { escaped, literal, yaml } from "./expression";
import { DOCUMENTS, type Kind, OTHER_VALUES, RESOURCE_VALUES, TEXTS, VALUES } from "./kind";
import type { Tree, Way } from "./way";

/** Values of resources, each written in another way. */
export const VALUE_WAYS: readonly Way[] = [
  way("in a local value", VALUES, ({ value }, id) => ({
    expression: `local.${id}`,
    more: { locals: { [id]: `\${${literal(value)}}` } },
  })),
  way("in the default of a variable", VALUES, ({ value }, id) => ({
    expression: `var.${id}`,
    more: { variable: { [id]: { default: value } } },
  })),
  settings("in settings that are loaded", "terraform.tfvars.json"),
  settings("in settings that are loaded, of any name", "x.auto.tfvars.json"),
  settings("in settings that are not loaded", "production.tfvars.json"),
  settings("in settings in a folder", "environments/production.tfvars.json"),
  way("in settings that are not loaded, without a default", VALUES, ({ value }, id) => ({
    expression: `var.${id}`,
    more: { variable: { [id]: {} } },
    files: { "production.tfvars.json": JSON.stringify({ [id]: value }) },
  })),
  way("in a file", TEXTS, ({ value }, id) => inFile(`${id}.txt`, String(value))),
  way("in a file with another ending", TEXTS, ({ value }, id) => inFile(`${id}.policy`, String(value))),
  way("in base64", TEXTS, ({ value }, id) =>
    inFile(`${id}.txt`, Buffer.from(String(value)).toString("base64"), (file) => `base64decode(${file})`),
  ),
  way("in YAML", VALUES, ({ value, document }, id) =>
    inFile(`${id}.yaml`, yaml({ value: document ?? value }), (file) => packed(`yamldecode(${file}).value`, document)),
  ),
  way("in JSON", VALUES, ({ value, document }, id) =>
    inFile(`${id}.json`, JSON.stringify({ value: document ?? value }), (file) =>
      packed(`jsondecode(${file}).value`, document),
    ),
  ),
  way("in a template", TEXTS, ({ value }, id) => ({
    expression: `templatefile("\${path.module}/${id}.tftpl", {})`,
    files: { [`${id}.tftpl`]: escaped(String(value)) },
  })),
  way("in a variable of a template with another ending", TEXTS, ({ value }, id) => ({
    expression: `templatefile("\${path.module}/${id}.sh", { value = ${literal(value)} })`,
    files: { [`${id}.sh`]: "${value}" },
  })),
  way("under a condition on the workspace", DOCUMENTS, onWorkspace),
  open(way("under a condition on the workspace", OTHER_VALUES, onWorkspace)),
  way("in a table by workspace", DOCUMENTS, byWorkspace),
  open(way("in a table by workspace", OTHER_VALUES, byWorkspace)),
  way("under a condition that is off by default", VALUES, (slot, id) => ({
    expression: `var.hidden ? ${literal(slot.value)} : ${harmless(slot)}`,
    ...(id === idOf(0) && { more: { variable: { hidden: { default: false } } } }),
  })),
  way("under a condition on a name with a default", VALUES, (slot, id) => ({
    expression: `var.hidden == "production" ? ${literal(slot.value)} : ${harmless(slot)}`,
    ...(id === idOf(0) && { more: { variable: { hidden: { default: "development" } } } }),
  })),
  way("in a table by a name with a default", VALUES, (slot, id) => ({
    expression: `lookup({ production = ${literal(slot.value)} }, var.hidden, ${harmless(slot)})`,
    ...(id === idOf(0) && { more: { variable: { hidden: { default: "development" } } } }),
  })),
  way("under a condition that is not known", DOCUMENTS, (slot) => ({
    expression: `timestamp() == "" ? ${harmless(slot)} : ${literal(slot.value)}`,
  })),
  way("in merged maps", VALUES, (slot) => ({
    expression: `merge({ a = ${harmless(slot)} }, { a = ${literal(slot.value)} }).a`,
  })),
  way("in joined lists", VALUES, (slot) => ({
    expression: `concat([${harmless(slot)}], [${literal(slot.value)}])[1]`,
  })),
  way("behind try", VALUES, ({ value }) => ({ expression: `try({}.none, ${literal(value)})` })),
  way("behind coalesce", VALUES, ({ value }) => ({ expression: `coalesce(null, ${literal(value)})` })),
  way("in an output of a module", VALUES, ({ value }, id) => ({
    expression: `module.${id}.value`,
    more: { module: { [id]: { source: `./${id}` } } },
    files: { [`${id}/main.tf.json`]: JSON.stringify({ output: { value: { value: `\${${literal(value)}}` } } }) },
  })),
  repeated("in a resource for each of a map", (values) => ({ for_each: `\${{ a = ${values} }}` }), "each.value"),
  repeated(
    "in a resource that is counted",
    () => ({ count: 1 }),
    (values) => `[${values}][count.index]`,
  ),
  later(
    repeated("in a resource with a count that is off by default", () => ({ count: "${var.on ? 1 : 0}" }), undefined, {
      variable: { on: { default: false } },
    }),
  ),
  later(
    repeated(
      "in a resource for each of a set that is empty by default",
      () => ({ for_each: "${toset(var.each)}" }),
      undefined,
      {
        variable: { each: { default: [] } },
      },
    ),
  ),
  later(
    repeated("in arguments whose changes are ignored", (_, slots) => ({
      lifecycle: { ignore_changes: [...new Set(slots.map(argumentOf))] },
    })),
  ),
];

interface Hidden {
  /** Without `${}`. */
  readonly expression: string;
  /** Further blocks. */
  readonly more?: Body;
  readonly files?: Tree;
}

type Hide = (slot: Slot, id: string) => Hidden;

/** Each value on its own. */
function way(name: string, of: Kind, hide: Hide): Way {
  return { name, of, hide: (bad) => rewritten(bad, hide) };
}

function later(one: Way): Way {
  return { ...one, later: true };
}

function open(one: Way): Way {
  return { ...one, open: true };
}

function onWorkspace(slot: Slot): Hidden {
  return { expression: `terraform.workspace == "production" ? ${literal(slot.value)} : ${harmless(slot)}` };
}

function byWorkspace(slot: Slot): Hidden {
  return { expression: `lookup({ production = ${literal(slot.value)} }, terraform.workspace, ${harmless(slot)})` };
}

function settings(name: string, path: string): Way {
  const ofVariable: Hide = (slot, id) => ({
    expression: `var.${id}`,
    more: { variable: { [id]: { default: inItsPlace(slot) } } },
  });
  return {
    name,
    of: VALUES,
    hide: (bad) => ({
      ...rewritten(bad, ofVariable),
      [path]: JSON.stringify(Object.fromEntries(bad.slots.map(({ value }, index) => [idOf(index), value]))),
    }),
  };
}

function inFile(path: string, text: string, read = (file: string) => file): Hidden {
  return { expression: read(`file("\${path.module}/${path}")`), files: { [path]: text } };
}

function packed(expression: string, document: Body | undefined): string {
  return document ? `jsonencode(${expression})` : expression;
}

/**
 * All values of a resource at once.
 * @param repetition further arguments of the resource
 * @param object the expression for an object of the values. @default each value stays where it is
 */
function repeated(
  name: string,
  repetition: (values: string, slots: readonly Slot[]) => Body,
  object?: string | ((values: string) => string),
  more?: Body,
): Way {
  return {
    name,
    of: RESOURCE_VALUES,
    hide: (bad) => {
      const own = (slot: Slot) => bad.slots.filter(({ type, label }) => type === slot.type && label === slot.label);
      const valuesOf = (slots: readonly Slot[]) =>
        `{ ${slots.map(({ value, path }) => `${nameOf(path)} = ${literal(value)}`).join(", ")} }`;
      let body = bad.main?.body ?? {};
      for (const slot of bad.slots) {
        const values = valuesOf(own(slot));
        const from = typeof object === "function" ? object(values) : object;
        body = changed(body, slot, (before) => {
          const after = from === undefined ? before : put(before, slot.path, `\${${from}.${nameOf(slot.path)}}`);
          const further = repetition(values, own(slot));
          return Array.isArray(after) ? [{ ...after[0], ...further }] : { ...(after as Body), ...further };
        });
      }
      return treeOf(bad, body, more ? [more] : []);
    },
  };
}

const nameOf = (path: Slot["path"]): string => `at_${path.join("_").replaceAll(/\W/g, "_")}`;

const argumentOf = ({ path }: Slot): string => String(path.find((step) => typeof step === "string"));

const idOf = (index: number): string => `hidden_${index}`;

/** The configuration with another expression for each value, as JSON. */
export function rewritten(bad: BadCase, hide: Hide): Tree {
  let body = bad.main?.body ?? {};
  const hidden = bad.slots.map((slot, index) => {
    const one = hide(slot, idOf(index));
    body = changed(body, slot, (resource) => put(resource, slot.path, `\${${one.expression}}`));
    return one;
  });
  const files = hidden.map((one) => one.files ?? {});
  return {
    ...treeOf(
      bad,
      body,
      hidden.flatMap(({ more }) => (more ? [more] : [])),
    ),
    ...Object.assign({}, ...files),
  };
}

function treeOf({ main, files }: BadCase, body: Body, more: readonly Body[]): Tree {
  const { [main?.path ?? ""]: _, ...others } = files;
  const blocks = more.map((one, index) => [`${idOf(index)}.tf.json`, JSON.stringify(one)]);
  return { ...others, "main.tf.json": JSON.stringify(body), ...Object.fromEntries(blocks) };
}

function changed(body: Body, { type, label }: Slot, change: (resource: unknown) => unknown): Body {
  const resource = body.resource as Record<string, Body>;
  return {
    ...body,
    resource: { ...resource, [type]: { ...resource[type], [label]: change(resource[type]?.[label]) } },
  };
}

function put(into: unknown, [step, ...rest]: Slot["path"], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(into)) return into.map((one, index) => (index === step ? put(one, rest, value) : one));
  return { ...(into as Body), [step]: put((into as Body)[step], rest, value) };
}

const harmless = (slot: Slot): string => literal(inItsPlace(slot));

/** Something in its place that no rule objects to. */
function inItsPlace({ document }: Slot): string | null {
  if (!document) return null;
  const [first] = [document.Statement].flat() as Body[];
  const isTrust = first !== undefined && ("Principal" in first || "NotPrincipal" in first);
  const statement = isTrust
    ? { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }
    : { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::octo/*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
