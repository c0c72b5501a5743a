/**
 * Patterns of metric filters over JSON, such as CloudTrail's events.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax-for-JSON-log-events.html
 */
export const MOST_PATTERN_CHARACTERS = 1024;

/** @param value may contain `*` for any characters */
export const equals = (property: string, value: string) => `($.${property} = "${value}")`;

/** None of the values. A property that an event does not have is not known to match: name one that every event has. */
export const differs = (property: string, values: readonly string[]) =>
  values.map((value) => `($.${property} != "${value}")`);

export const oneOf = (terms: readonly string[]) => (terms.length === 1 ? `${terms[0]}` : `(${terms.join(" || ")})`);

/** The whole pattern: every term must hold. */
export const allOf = (terms: readonly string[]) => `{ ${terms.join(" && ")} }`;

/**
 * The addresses of an IPv4 range as texts in which `*` stands for the last parts: patterns compare texts, not addresses.
 * @param range as in `203.0.113.0/24`, from /8 to /32
 */
export function addressTexts(range: string): string[] {
  const [address = "", length = ""] = range.split("/");
  const parts = Math.ceil(Number(length) / 8);
  const octets = address.split(".").slice(0, parts).map(Number);
  const last = octets.pop() as number;
  const rest = parts < 4 ? ".*" : "";
  return Array.from({ length: 2 ** (parts * 8 - Number(length)) }, (_, index) =>
    [...octets, last + index].join(".").concat(rest),
  );
}
