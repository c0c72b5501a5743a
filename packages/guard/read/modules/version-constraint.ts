interface Version {
  readonly numbers: readonly number[];
  /** `beta.1` of 1.0.0-beta.1 */
  readonly prerelease: string;
}

/**
 * Whether a version meets constraints such as `~> 5.0, != 5.3.0`; false where one of them cannot be read.
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function meets(version: string, constraints: string): boolean {
  const found = parse(version);
  return found !== undefined && constraints.split(",").every((constraint) => meetsOne(found, constraint.trim()));
}

function meetsOne(version: Version, constraint: string): boolean {
  const [, operator = "=", written = ""] = /^(=|!=|>=?|<=?|~>)?\s*(\S+)$/.exec(constraint) ?? [];
  const bound = parse(written);
  if (!bound) return false;
  const order = compare(version, bound);
  if (operator === "=") return order === 0;
  if (operator === "!=") return order !== 0;
  // A version before its release is meant only by a constraint that names one of the same release.
  if (version.prerelease !== "" && (bound.prerelease === "" || compareNumbers(version, bound) !== 0)) return false;
  if (operator === ">") return order > 0;
  if (operator === ">=") return order >= 0;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  if (bound.prerelease !== "" && version.prerelease === "") return false;
  return order >= 0 && bound.numbers.slice(0, -1).every((number, at) => number === (version.numbers[at] ?? 0));
}

function parse(text: string): Version | undefined {
  const [, numbers, prerelease = ""] = /^v?(\d+(?:\.\d+)*)(?:-([\w.~-]+))?(?:\+[\w.~-]+)?$/.exec(text) ?? [];
  return numbers === undefined ? undefined : { numbers: numbers.split(".").map(Number), prerelease };
}

function compare(one: Version, other: Version): number {
  const order = compareNumbers(one, other);
  if (order !== 0 || one.prerelease === other.prerelease) return order;
  if (one.prerelease === "" || other.prerelease === "") return one.prerelease === "" ? 1 : -1;
  return comparePrereleases(one.prerelease.split("."), other.prerelease.split("."));
}

function compareNumbers({ numbers: one }: Version, { numbers: other }: Version): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const order = (one[at] ?? 0) - (other[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers come before texts. @see https://semver.org/#spec-item-11 */
function comparePrereleases(one: readonly string[], other: readonly string[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const [a = "", b = ""] = [one[at], other[at]];
    if (a === b) continue;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isNumber && isOtherNumber) return Number(a) - Number(b);
    return isNumber || (!isOtherNumber && a < b) ? -1 : 1;
  }
  return one.length - other.length;
}
