import { type Decimal, decimal } from "./number";
import { notEvaluated } from "./rejection";

/** What Terraform computes with. @see https://github.com/zclconf/go-cty/blob/main/cty/value_ops.go */
const PRECISION = 512;
/** Powers of ten that Terraform reads without a rounding of its own. */
const MAX_POWER = 240;

/** A fraction of two whole numbers, the second of them positive. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const sizeOf = (number: bigint): number => number.toString(2).replace("-", "").length;

/** Rounded to the nearest that has as many binary digits as Terraform keeps, to the even one of two. */
function rounded({ over, under }: Fraction): Fraction {
  const shift = PRECISION - (sizeOf(over) - sizeOf(under));
  const [top, bottom] = shift > 0 ? [over << BigInt(shift), under] : [over, under << BigInt(-shift)];
  const negative = top < 0n;
  let digits = (negative ? -top : top) / bottom;
  let rest = (negative ? -top : top) % bottom;
  let unit = bottom;
  let scale = shift;
  if (sizeOf(digits) > PRECISION) {
    rest += (digits & 1n) * bottom;
    digits >>= 1n;
    unit *= 2n;
    scale--;
  }
  if (rest * 2n > unit || (rest * 2n === unit && digits % 2n === 1n)) digits += 1n;
  const signed = negative ? -digits : digits;
  return scale > 0 ? { over: signed, under: 1n << BigInt(scale) } : { over: signed << BigInt(-scale), under: 1n };
}

const same = (a: Fraction, b: Fraction): boolean => a.over * b.under === b.over * a.under;

/** The exact decimal, and what Terraform makes of it. */
function read(number: number): { readonly exact: Fraction; readonly held: Fraction } {
  const { negative, digits, exponent } = decimal(String(number)) as Decimal;
  const power = exponent - digits.length;
  if (Math.abs(power) > MAX_POWER || Object.is(number, -0)) notEvaluated(`computing with ${number}`);
  const over = BigInt(`${negative ? "-" : ""}${digits || "0"}`);
  const exact = power < 0 ? { over, under: 10n ** BigInt(-power) } : { over: over * 10n ** BigInt(power), under: 1n };
  return { exact, held: rounded(exact) };
}

/**
 * The result as a double, if that stands for it. Whole numbers may have fewer digits than 512, so a result of them that
 * is rounded is not known.
 */
function result(operands: readonly number[], simple: number, compute: (x: Fraction, y: Fraction) => Fraction): number {
  if (operands.every(Number.isSafeInteger) && Number.isSafeInteger(simple)) return simple;
  const [x, y] = operands.map(read) as [ReturnType<typeof read>, ReturnType<typeof read>];
  const exact = compute(x.held, y.held);
  const held = rounded(exact);
  const number = asDouble(held);
  const isSure = same(exact, held) || ![x, y].every((operand) => same(operand.exact, operand.held));
  if (isSure && same(read(number).held, held)) return number;
  return notEvaluated("the result has more digits than are computed here");
}

function asDouble({ over, under }: Fraction): number {
  const shift = BigInt(Math.max(0, sizeOf(under) - sizeOf(over) + 80));
  const digits = (over << shift) / under;
  return Number((Number(digits) / 2 ** Number(shift)).toPrecision(15));
}

const isNegativeZero = (x: number, y: number): boolean => (x === 0 || y === 0) && (x < 0 || y < 0);

export const add = (x: number, y: number): number =>
  result([x, y], x + y, (a, b) => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under }));

export const subtract = (x: number, y: number): number => add(x, y === 0 ? 0 : -y);

export const negated = (x: number): number => (x === 0 ? notEvaluated("a negative zero") : -x);

export function multiply(x: number, y: number): number {
  if (isNegativeZero(x, y)) return notEvaluated("a negative zero");
  return result([x, y], x * y, (a, b) => ({ over: a.over * b.over, under: a.under * b.under }));
}

export function divide(x: number, y: number): number {
  if (y === 0) return notEvaluated("a division by zero");
  if (isNegativeZero(x, y)) return notEvaluated("a negative zero");
  return result([x, y], Number.NaN, quotient);
}

const positive = (zero: number): number => (zero === 0 ? 0 : zero);

function quotient(a: Fraction, b: Fraction): Fraction {
  const sign = b.over < 0n ? -1n : 1n;
  return { over: sign * a.over * b.under, under: sign * b.over * a.under };
}

export function remainder(x: number, y: number): number {
  if (y === 0) return notEvaluated("a division by zero");
  return result([x, y], positive(x % y), (a, b) => {
    const { over, under } = rounded(quotient(a, b));
    const taken = rounded({ over: b.over * (over / under), under: b.under });
    return { over: a.over * taken.under - taken.over * a.under, under: a.under * taken.under };
  });
}
