import type { TerraformValue } from "./terraform-values";

export interface GuardValue {
  readonly value: unknown;
  readonly isKnown: boolean;
  /** `"failed"` if the guard is certain that the expression has no value. */
  readonly tried: unknown;
  /** Whether it says that something in the expression is not known. */
  readonly isUnsure: boolean;
}

const UNKNOWN = "\uFFFC";
const holdsUnknown = (value: unknown): boolean => JSON.stringify(value ?? null).includes(UNKNOWN);

/** Expressions for which the guard has another value than Terraform, each with both values. */
export const differences = (
  expressions: readonly string[],
  found: readonly GuardValue[],
  expected: readonly TerraformValue[],
): string[] =>
  expressions.flatMap((expression, at) => {
    const { value, isKnown, tried, isUnsure } = found[at] as GuardValue;
    const terraform = expected[at] as TerraformValue;
    const right =
      terraform === "error"
        ? // Terraform refuses such a configuration; a value matters only inside try().
          tried === "failed" || holdsUnknown(tried) || isUnsure
        : terraform === "unknown"
          ? !isKnown
          : tried !== "failed" && agrees(value, JSON.parse(terraform), terraform);
    return right ? [] : `${expression}\n  guard:     ${JSON.stringify(value)}\n  terraform: ${terraform}`;
  });

function agrees(found: unknown, expected: unknown, written?: string): boolean {
  if (typeof found === "number") return found === expected && [undefined, plainText(found)].includes(written);
  if (typeof found === "string") return agreesInText(found, expected);
  if (found === null || typeof found !== "object") return found === expected;
  if (expected === null || typeof expected !== "object" || Array.isArray(found) !== Array.isArray(expected))
    return false;
  const [own, others] = [Object.entries(found), Object.entries(expected)];
  if (own.some(([key]) => key.includes(UNKNOWN))) return true;
  const members = new Map(others);
  return (
    own.length === others.length && own.every(([key, member]) => members.has(key) && agrees(member, members.get(key)))
  );
}

/** JSON.parse would hide the digits that a double does not hold. */
function plainText(number: number): string {
  const [mantissa = "", power] = String(number).split("e+");
  if (power === undefined) return mantissa.includes("e-") ? number.toFixed(20).replace(/0+$/, "") : mantissa;
  const [whole = "", fraction = ""] = mantissa.split(".");
  return whole + fraction.padEnd(Number(power), "0");
}

/** An unknown part may stand for any text, in JSON for any value; and the layout of YAML may not be known. */
function agreesInText(found: string, expected: unknown): boolean {
  if (found === UNKNOWN || typeof expected !== "string") return found === UNKNOWN;
  if (!found.includes(UNKNOWN) || found.endsWith(`# ${UNKNOWN}\n`)) return found === expected || holdsUnknown(found);
  const parts = found.split(UNKNOWN);
  const [first = "", last = ""] = [parts[0]?.replace(/"$/, ""), parts.at(-1)?.replace(/^"/, "")];
  return expected.startsWith(first) && expected.endsWith(last);
}
