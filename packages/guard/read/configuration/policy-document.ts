import { isKnown, UNKNOWN } from "../../text";
import { parsedJson } from "../expression/functions/json";
import { mapOpen, openElements, openList } from "../expression/open-list";
import {
  isList,
  isObject,
  isUnknown,
  memberOf,
  OpenList,
  objectOf,
  textOf,
  type Value,
  type ValueObject,
} from "../expression/value";

/**
 * The policy that a data source `aws_iam_policy_document` writes.
 * A statement is UNKNOWN if nothing about it is known.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyDocument(argument: (name: string) => Value | undefined): ValueObject {
  let statements: Value[] = [];
  const sources = [argument("source_json"), argument("source_policy_documents")].flatMap(documents);
  for (const source of sources) statements = [...statements, ...source];
  statements = merged(statements, nested(argument("statement")).map(statement));
  const overrides = [argument("override_json"), argument("override_policy_documents")].flatMap(documents);
  for (const override of overrides) statements = merged(statements, override);
  return members([
    ["Version", argument("version") ?? "2012-10-17"],
    ["Id", argument("policy_id")],
    ["Statement", statements],
  ]);
}

/** A statement with a Sid replaces the one with the same Sid. */
function merged(base: readonly Value[], overriding: readonly Value[]): Value[] {
  const statements = [...base];
  const positions = new Map<string, number>();
  base.forEach((value, at) => {
    positions.set(sidOf(value), at);
  });
  for (const value of overriding) {
    const sid = sidOf(value);
    const at = sid === "" || !isKnown(sid) ? undefined : positions.get(sid);
    if (at === undefined) statements.push(value);
    else statements[at] = value;
  }
  return statements;
}

const sidOf = (value: Value): string => (isObject(value) ? (textOf(memberOf(value, "Sid") ?? "") ?? "") : "");

/** Statements of policies given as JSON, a list for each. */
function documents(value: Value | undefined): Value[][] {
  if (value === undefined || value === null || value === "") return [];
  if (isList(value) || value instanceof OpenList) return openElements(value).flatMap(documents);
  return [statementsOf(value)];
}

function statementsOf(json: Value): Value[] {
  try {
    const document = parsedJson(textOf(json) ?? "", "policy document", false);
    const statements = isObject(document) ? memberOf(document, "Statement") : undefined;
    return statements === undefined ? [UNKNOWN] : isObject(statements) ? [statements] : [...openElements(statements)];
  } catch {
    return [UNKNOWN];
  }
}

function statement(block: Value): Value {
  if (!isObject(block)) return UNKNOWN;
  const argument = (name: string) => memberOf(block, name);
  return members([
    ["Sid", argument("sid") || undefined],
    ["Effect", argument("effect") ?? "Allow"],
    ["Action", texts(argument("actions"))],
    ["NotAction", texts(argument("not_actions"))],
    ["Resource", texts(argument("resources"))],
    ["NotResource", texts(argument("not_resources"))],
    ["Principal", principals(argument("principals"))],
    ["NotPrincipal", principals(argument("not_principals"))],
    ["Condition", conditions(argument("condition"))],
  ]);
}

function principals(value: Value | undefined): Value | undefined {
  const blocks = nested(value);
  if (blocks.length === 0) return undefined;
  if (blocks.some((block) => !isObject(block))) return UNKNOWN;
  const byType = grouped(blocks, "type", "identifiers");
  const [[type, identifiers] = []] = byType;
  if (byType.size === 1 && type === "*" && identifiers?.length === 1 && identifiers[0] === "*") return "*";
  return objectOf([...byType].map(([by, ids]) => [by, single(ids)]));
}

/** Values of the same operator and key are alternatives, as in the provider. */
function conditions(value: Value | undefined): Value | undefined {
  const blocks = nested(value);
  if (blocks.length === 0) return undefined;
  if (blocks.some((block) => !isObject(block))) return UNKNOWN;
  const operators = new Map<string, Value[]>();
  for (const block of blocks as ValueObject[]) {
    const operator = textOf(memberOf(block, "test") ?? UNKNOWN) ?? UNKNOWN;
    operators.set(operator, [...(operators.get(operator) ?? []), block]);
  }
  return objectOf(
    [...operators].map(([operator, same]) => [
      operator,
      objectOf([...grouped(same, "variable", "values")].map(([key, values]) => [key, single(values)])),
    ]),
  );
}

function grouped(blocks: readonly Value[], by: string, list: string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const block of blocks as ValueObject[]) {
    const name = textOf(memberOf(block, by) ?? UNKNOWN) ?? UNKNOWN;
    const values = texts(memberOf(block, list)) ?? [];
    groups.set(name, [...(groups.get(name) ?? []), ...(isList(values) ? values : [values])]);
  }
  return groups;
}

/** The data source writes policy variables as `&{aws:username}`. */
function texts(value: Value | undefined): Value | undefined {
  if (value === undefined || value === null) return undefined;
  const written = (item: Value) => (textOf(item) ?? UNKNOWN).replaceAll("&{", "${");
  if (isUnknown(value)) return mapOpen(value, written);
  const list = (isList(value) ? value : [value]).map(written);
  return list.length > 0 ? single(list) : undefined;
}

/** The data source writes a single text without a list around it. */
function single(list: readonly Value[]): Value {
  if (list.length === 1) return list[0] as Value;
  return list.some((item) => item instanceof OpenList)
    ? openList(list.flatMap((item) => (item instanceof OpenList ? item.elements : [item])))
    : list;
}

const nested = (value: Value | undefined): readonly Value[] =>
  value === undefined || value === null ? [] : isList(value) ? value : [value];

const members = (entries: readonly (readonly [string, Value | undefined])[]): ValueObject =>
  objectOf(entries.filter((entry): entry is readonly [string, Value] => entry[1] !== undefined && entry[1] !== null));
