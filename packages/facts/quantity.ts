const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] as const;
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"] as const;
const NANO_DIGITS = 9;
/** More digits than any quantity that the API server takes without rounding. */
const MOST_DIGITS = 27;

/**
 * A resource quantity as the API server writes it: the largest suffix that leaves a whole number. `undefined` if the
 * text is no quantity, or one in scientific notation.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function canonicalQuantity(text: string): string | undefined {
  const [, sign = "", whole = "", fraction = "", suffix = ""] =
    /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i)?$/.exec(text) ?? [];
  if (whole + fraction === "" || (whole + fraction).length > MOST_DIGITS) return undefined;
  const minus = sign === "-" && /[1-9]/.test(whole + fraction) ? "-" : "";
  const digits = BigInt(whole + fraction);
  const found = suffix.endsWith("i")
    ? binary(digits, fraction.length, BINARY.indexOf(suffix as (typeof BINARY)[number]))
    : decimal(digits, fraction.length, DECIMAL.indexOf(suffix as (typeof DECIMAL)[number]));
  return found === undefined ? undefined : minus + found;
}

/** A canonical quantity in units of 10^-9, to compare it with another. */
export function nanosOf(canonical: string): bigint {
  const [, digits = "0", suffix = ""] = /^(\d+)(\D*)$/.exec(canonical) ?? [];
  const power = BINARY.indexOf(suffix as (typeof BINARY)[number]);
  return power > 0
    ? BigInt(digits) * 1024n ** BigInt(power) * 10n ** BigInt(NANO_DIGITS)
    : BigInt(digits) * 1000n ** BigInt(DECIMAL.indexOf(suffix as (typeof DECIMAL)[number]));
}

function decimal(digits: bigint, places: number, suffix: number): string | undefined {
  // In units of 10^-9, the smallest there are; what is smaller is rounded, which is not decided here.
  const exponent = suffix * 3 - places;
  if (exponent < 0 && digits % 10n ** BigInt(-exponent) !== 0n) return undefined;
  let value = exponent < 0 ? digits / 10n ** BigInt(-exponent) : digits * 10n ** BigInt(exponent);
  if (value === 0n) return "0";
  let at = 0;
  while (value % 1000n === 0n && at < DECIMAL.length - 1) {
    value /= 1000n;
    at++;
  }
  return `${value}${DECIMAL[at]}`;
}

function binary(digits: bigint, places: number, suffix: number): string | undefined {
  const scaled = digits * 1024n ** BigInt(suffix);
  const divisor = 10n ** BigInt(places);
  // A fraction of a byte turns the quantity into a decimal one.
  if (scaled % divisor !== 0n) return decimal(scaled, places, NANO_DIGITS / 3);
  let value = scaled / divisor;
  if (value === 0n) return "0";
  let at = 0;
  while (value % 1024n === 0n && at < BINARY.length - 1) {
    value /= 1024n;
    at++;
  }
  return `${value}${BINARY[at]}`;
}
