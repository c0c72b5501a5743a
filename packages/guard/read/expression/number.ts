/** A number is a double that stands for its shortest decimal: Terraform has more digits, and those are not evaluated. */
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

export interface Decimal {
  readonly negative: boolean;
  /** Without zeros at either end. */
  readonly digits: string;
  /** The value is 0.DIGITS times ten to this power. */
  readonly exponent: number;
}

export function decimal(text: string): Decimal | undefined {
  const [, sign, whole = "", fraction = "", power = "0"] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "") return undefined;
  const leading = `${whole}${fraction}`.replace(/^0+/, "");
  const dropped = whole.length + fraction.length - leading.length;
  const digits = leading.replace(/0+$/, "");
  const exponent = digits === "" ? 0 : whole.length - dropped + Number(power);
  return { negative: sign === "-", digits, exponent };
}

/** As Terraform reads it from a text; `undefined` if it is not a number, `"inexact"` if a double cannot hold it. */
export function numberIn(text: string): number | "inexact" | undefined {
  if (/^-?\d{1,15}$/.test(text) && text !== "-0") return Number(text);
  const written = decimal(text);
  // Terraform also reads binary exponents and underscores.
  if (!written) return /^[+-]?[\d.][\d._]*(?:[eEpP][+-]?\d+)?$/.test(text) ? "inexact" : undefined;
  const number = Number(text);
  const held = decimal(String(number));
  const same = held?.digits === written.digits && held.exponent === written.exponent;
  return same && !Object.is(number, -0) ? number : "inexact";
}

/** Without an exponent, as Terraform writes it. */
export function numberText(number: number): string {
  const text = String(number);
  if (!text.includes("e")) return text;
  const { negative, digits, exponent } = decimal(text) as Decimal;
  const sign = negative ? "-" : "";
  return exponent <= 0
    ? `${sign}0.${"0".repeat(-exponent)}${digits}`
    : `${sign}${digits.padEnd(exponent, "0").slice(0, exponent)}`;
}
