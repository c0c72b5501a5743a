import { isKnown } from "../../../text";
import { converted } from "../convert";
import { numberText } from "../number";
import { textOf, type Value } from "../value";
import { bad, notEvaluated } from "./arguments";
import { characters } from "./characters";
import { json } from "./json";

const DIRECTIVE = /%(?:%|([ +#0-]*)(\d*)(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z])|)/g;

/** @see https://developer.hashicorp.com/terraform/language/functions/format */
export function format(pattern: string, args: readonly Value[]): string {
  let next = 0;
  let highest = 0;
  const result = pattern.replace(
    DIRECTIVE,
    (directive, flags = "", width = "", precision = "", position = "", verb = "") => {
      if (directive === "%%") return "%";
      if (verb === "" || precision !== "" || Number(width) > 1000) return notEvaluated(`${directive} is not evaluated`);
      const at = position === "" ? next : Number(position) - 1;
      next = at + 1;
      highest = Math.max(highest, next);
      const arg = args[at];
      if (arg === undefined) return bad(`${directive} has no argument`);
      return padded(shown(verb, flags, arg), flags, Number(width));
    },
  );
  return highest < args.length ? bad("an argument has no verb") : result;
}

function padded(text: string, flags: string, width: number): string {
  if (width === 0) return text;
  const missing = width - characters(text).length;
  if (missing <= 0) return text;
  if (/[+ ]/.test(flags) || (flags.includes("0") && (flags.includes("-") || text.startsWith("-"))))
    return notEvaluated("so many flags");
  return flags.includes("-") ? text + " ".repeat(missing) : (flags.includes("0") ? "0" : " ").repeat(missing) + text;
}

function shown(verb: string, flags: string, value: Value): string {
  if (value === null) return notEvaluated("null in a format");
  if (verb === "v") return flags.includes("#") ? json(value) : plain(value);
  if (verb === "s") return converted(value, "string") as string;
  if (verb === "q") return json(converted(value, "string"));
  if (verb === "t") return String(converted(value, "bool"));
  if (/[+ #]/.test(flags)) return notEvaluated(`the flags ${flags} are not evaluated`);
  // A text whose parts are not known may be a number.
  if (typeof value === "string" && !isKnown(value)) return value;
  const number = converted(value, "number") as number;
  switch (verb) {
    case "d":
      return Number.isInteger(number) ? numberText(number) : bad("%d of a number that is not whole");
    case "b":
    case "o":
    case "x":
    case "X": {
      if (!Number.isInteger(number)) return bad(`%${verb} of a number that is not whole`);
      const digits = BigInt(number).toString({ b: 2, o: 8, x: 16, X: 16 }[verb]);
      return verb === "X" ? digits.toUpperCase() : digits;
    }
    case "f":
      return Number.isSafeInteger(number) ? number.toFixed(6) : notEvaluated("%f is not evaluated");
    default:
      return notEvaluated(`%${verb} is not evaluated`);
  }
}

function plain(value: Value): string {
  if (typeof value === "number") return general(value);
  return typeof value === "string" ? value : ((typeof value === "boolean" ? textOf(value) : undefined) ?? json(value));
}

/** Go's `%g`: with an exponent from a million on. */
function general(number: number): string {
  const [mantissa = "", exponent = "0"] = number.toExponential().split("e");
  const power = Number(exponent);
  if (number === 0 || (power >= -4 && power < 6)) return numberText(number);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
