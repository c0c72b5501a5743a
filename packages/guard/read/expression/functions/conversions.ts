import { converted } from "../convert";
import type { Value } from "../value";
import type { TerraformFunction } from ".";
import { text } from "./arguments";
import { csvDecode } from "./csv";
import { json } from "./json";
import { formatList } from "./strings";
import { yamlEncode } from "./yaml-encode";

/** @see https://developer.hashicorp.com/terraform/language/functions#type-conversion-functions */
export const CONVERSIONS: Readonly<Record<string, TerraformFunction>> = {
  csvdecode: ([value]) => csvDecode(text(value)),
  formatlist: ([pattern, ...args]) => formatList(text(pattern), args),
  jsonencode: ([value]) => json(value ?? null),
  nonsensitive: ([value]) => value ?? null,
  sensitive: ([value]) => value ?? null,
  tobool: ([value]) => converted(value ?? null, "bool"),
  tolist: ([value]) => converted(value ?? null, { kind: "list", of: "any" }),
  tomap: ([value]) => converted(value ?? null, { kind: "map", of: "any" }),
  tonumber: ([value]) => converted(value ?? null, "number"),
  toset: ([value]) => converted(value ?? null, { kind: "set", of: "any" }),
  tostring: ([value]) => converted(value ?? null, "string"),
  yamlencode: ([value]) => yamlEncode(value ?? null),
};

/** For a variable of type set. */
export const setOf = (values: readonly Value[]): readonly Value[] =>
  converted(values, { kind: "set", of: "any" }) as readonly Value[];
