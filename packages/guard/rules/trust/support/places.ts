import type { Statement } from "../../../policy/statement";
import { rawText } from "../../../text";

const NETWORK = /^aws:(?:(?:vpc)?sourceip|source(?:vpc|vpce|vpcarn))$/i;

/** A network location that a statement's conditions accept; empty if there are no such conditions. */
export function placeFor({ conditions }: Statement): Record<string, string> {
  const places = conditions.flatMap(({ key, operator, values: [value] }): [string, string][] =>
    value === undefined || operator.includes("Not") || !NETWORK.test(rawText(key))
      ? []
      : [
          [
            rawText(key),
            rawText(value)
              .replace(/\/\d+$/, "")
              .replaceAll(/[*?]/g, "x"),
          ],
        ],
  );
  return Object.fromEntries(places);
}
