import type { Type } from "../type";
import { objectOf, type Value } from "../value";
import { bad, notEvaluated } from "./arguments";
import { listOf } from "./collections";

/** Objects with the names of the first row. @see https://developer.hashicorp.com/terraform/language/functions/csvdecode */
export function csvDecode(text: string): Value {
  // Go's reader has rules of its own for quotes and for lone carriage returns.
  if (/["\r]/.test(text.replaceAll("\r\n", "\n"))) return notEvaluated("the text has quotes");
  const [names, ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => line.split(","));
  if (!names) return bad("the text has no row of names");
  if (new Set(names).size < names.length) return bad("two columns have the same name");
  const of: Type = { kind: "object", of: Object.fromEntries(names.map((name) => [name, "string"])) };
  const objects = rows.map((row) =>
    row.length === names.length
      ? objectOf(names.map((name, at) => [name, row[at] as string]))
      : bad("a row has more or fewer columns than names"),
  );
  return listOf(objects, of);
}
