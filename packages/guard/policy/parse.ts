import { asPartial, type PartialText } from "../text";
import { parseOperator } from "./condition";
import { shown } from "./context";
import type { Condition, Patterns, Principal, Principals, Statement } from "./statement";

/** The place of a policy decides which elements it must and must not have. */
export type PolicyKind = "identity" | "resource" | "trust";

export interface PolicyProblem {
  /** `Statement[0].Condition.StringLike` */
  readonly path: string;
  readonly message: string;
}

export interface ParsedPolicy {
  readonly statements: readonly Statement[];
  /** A statement with a problem is left out of the statements: the policy then is not fully known. */
  readonly problems: readonly PolicyProblem[];
}

/**
 * Reads a policy document that is parsed JSON already. Never throws, whatever the document is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(document: unknown, kind: PolicyKind): ParsedPolicy {
  const reader = new Reader();
  const policy = reader.object(document, "policy", ["Version", "Id", "Statement"]);
  if (!policy) return { statements: [], problems: reader.problems };

  const version = policy.get("Version") ?? "2008-10-17";
  if (version !== "2008-10-17" && version !== "2012-10-17")
    reader.problem("Version", `must be "2012-10-17" or "2008-10-17", not ${written(version)}`);
  const raw = policy.get("Statement");
  if (raw === undefined) reader.problem("Statement", "is required");
  if (Array.isArray(raw) && raw.length === 0) reader.problem("Statement", "must not be empty");

  const statements: Statement[] = [];
  const list: [string, unknown][] = Array.isArray(raw)
    ? raw.map((item, index) => [`Statement[${index}]`, item])
    : [["Statement", raw]];
  for (const [path, item] of raw === undefined ? [] : list) {
    const before = reader.problems.length;
    const statement = readStatement(reader, item, path, kind, version === "2012-10-17" ? version : "2008-10-17");
    if (statement && reader.problems.length === before) statements.push(statement);
  }
  return { statements, problems: reader.problems };
}

const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

function readStatement(
  reader: Reader,
  item: unknown,
  path: string,
  kind: PolicyKind,
  version: Statement["version"],
): Statement | undefined {
  const elements = reader.object(item, path, ELEMENTS);
  if (!elements) return undefined;
  const sid = elements.get("Sid");
  if (sid !== undefined && typeof sid !== "string") reader.problem(`${path}.Sid`, "must be a string");
  const effect = elements.get("Effect");
  if (effect !== "Allow" && effect !== "Deny")
    reader.problem(
      `${path}.Effect`,
      `must be "Allow" or "Deny"${effect === undefined ? "" : `, not ${written(effect)}`}`,
    );

  const has = (name: string) => elements.has(name) || elements.has(`Not${name}`);
  if (kind === "identity" && has("Principal"))
    reader.problem(path, "must not have Principal: the policy applies to the identity that it is attached to");
  if (kind === "trust" && has("Resource"))
    reader.problem(path, "must not have Resource: a trust policy applies to its own role");
  const principals = readPrincipals(reader, elements, path, kind !== "identity");
  const actions = readPatterns(reader, elements, path, "Action", true);
  const resources = readPatterns(reader, elements, path, "Resource", kind === "identity");
  const conditions = readConditions(reader, elements.get("Condition"), `${path}.Condition`);
  if (!actions) return undefined;
  return {
    ...(typeof sid === "string" && { sid: asPartial(sid) }),
    effect: effect === "Deny" ? "Deny" : "Allow",
    ...(principals && { principals }),
    actions,
    ...(resources && { resources }),
    conditions,
    version,
  };
}

type Elements = ReadonlyMap<string, unknown>;

/** The element `name` or `Not<name>`; having both is a problem, and so is having neither if it is required. */
function either(reader: Reader, elements: Elements, path: string, name: string, required: boolean) {
  const negated = `Not${name}`;
  if (elements.has(name) && elements.has(negated)) reader.problem(path, `must not have both ${name} and ${negated}`);
  const not = !elements.has(name) && elements.has(negated);
  const found = not || elements.has(name);
  if (!found && required) reader.problem(path, `must have ${name} or ${negated}`);
  return found
    ? { not, path: `${path}.${not ? negated : name}`, value: elements.get(not ? negated : name) }
    : undefined;
}

function readPatterns(
  reader: Reader,
  elements: Elements,
  path: string,
  name: string,
  required: boolean,
): Patterns | undefined {
  const element = either(reader, elements, path, name, required);
  return element && { not: element.not, patterns: reader.strings(element.value, element.path) };
}

const PRINCIPAL_TYPES = ["AWS", "Federated", "Service", "CanonicalUser"] as const;

function readPrincipals(reader: Reader, elements: Elements, path: string, required: boolean): Principals | undefined {
  const element = either(reader, elements, path, "Principal", required);
  if (!element) return undefined;
  const { not, value } = element;
  if (value === "*") return { not, members: [{ type: "*", id: asPartial("*") }] };
  if (typeof value === "string") reader.problem(element.path, 'must be "*" or an object such as {"AWS": ...}');
  const byType = typeof value === "string" ? undefined : reader.object(value, element.path, PRINCIPAL_TYPES);
  if (byType?.size === 0) reader.problem(element.path, "must not be empty");
  const members: Principal[] = [];
  for (const type of PRINCIPAL_TYPES)
    if (byType?.has(type))
      for (const id of reader.strings(byType.get(type), `${element.path}.${type}`)) members.push({ type, id });
  return { not, members };
}

function readConditions(reader: Reader, value: unknown, path: string): Condition[] {
  const conditions: Condition[] = [];
  if (value === undefined) return conditions;
  for (const [operator, keys] of reader.object(value, path) ?? []) {
    const at = `${path}.${operator}`;
    if (!parseOperator(operator)) reader.problem(at, "is not an AWS condition operator");
    for (const [key, values] of reader.object(keys, at) ?? [])
      conditions.push({
        operator,
        key: asPartial(key),
        values: reader.strings(values, `${at}[${JSON.stringify(key)}]`, true),
      });
  }
  return conditions;
}

/** More than the longest policy that AWS stores (a key policy, 32,768 bytes). */
const LONGEST_TEXT = 32_768;

class Reader {
  readonly problems: PolicyProblem[] = [];

  problem(path: string, message: string): void {
    this.problems.push({ path, message });
  }

  /** @param names the only keys it may have, in this case; any if left out */
  object(value: unknown, path: string, names?: readonly string[]): Map<string, unknown> | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.problem(path, `must be an object, not ${typeName(value)}`);
      return undefined;
    }
    const entries = new Map<string, unknown>(Object.entries(value));
    for (const key of entries.keys()) {
      if (!names || names.includes(key)) continue;
      const meant = names.find((name) => name.toLowerCase() === key.toLowerCase());
      this.problem(path, `has the unknown element ${shown(key)}${meant ? ` (did you mean ${meant}?)` : ""}`);
    }
    return entries;
  }

  /** @param scalars whether numbers and booleans count as text, as in conditions */
  strings(value: unknown, path: string, scalars = false): PartialText[] {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    if (items.length === 0) this.problem(path, "must not be empty");
    const texts: PartialText[] = [];
    for (const [index, item] of items.entries()) {
      const at = Array.isArray(value) ? `${path}[${index}]` : path;
      const text = scalars && (typeof item === "number" || typeof item === "boolean") ? String(item) : item;
      if (typeof text !== "string") this.problem(at, `must be a string, not ${typeName(item)}`);
      else if (text.length > LONGEST_TEXT)
        this.problem(at, `has ${text.length} characters, more than any policy may have`);
      else texts.push(asPartial(text));
    }
    return texts;
  }
}

/** A value as the user wrote it, if it is a text. */
const written = (value: unknown): string => (typeof value === "string" ? shown(value) : typeName(value));

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
