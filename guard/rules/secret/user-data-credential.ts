import type { Json } from "../../../access/model";
import { UNKNOWN } from "../../../access/text";
import type { Rule } from "../../rule";
import { isPlaceholder, secretNaming } from "./support/literal";
import { literalsOf } from "./support/literals";
import { USER_DATA } from "./support/ownership";
import { secretReferences } from "./support/sensitive-attributes";
import { literalViolation } from "./support/violation";

export const userDataCredential: Rule = {
  id: "user-data-credential",
  area: "secret",
  severity: "error",
  what: "The user data of a machine hold a credential.",
  why: "Every process on the machine reads them from the metadata service, and whoever may describe the instance reads them too.",
  fix: "Give the machine an instance profile, and let it read secrets at its start from Secrets Manager or the Parameter Store.",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
  *check(model) {
    for (const at of model.resources)
      for (const argument of at.argumentNames) {
        if (!USER_DATA.has(argument)) continue;
        const value = at.argument(argument);
        if (!value) continue;
        for (const secret of secretReferences(model, at, value.references))
          yield { at, message: `${argument} holds ${secret}` };
        const text = decoded(value.value);
        const literals = literalsOf(model, { at, argument, value: text });
        for (const literal of literals) yield literalViolation(at, literal);
        if (literals.length === 0)
          for (const name of assigned(text)) yield { at, message: `${argument} sets ${name} to a password (****)` };
      }
  },
};

/** Base64, in which the argument may or must be written, read as text; its unknown parts stay what they are. */
function decoded(value: Json): Json {
  if (typeof value !== "string") return value;
  const parts = value.split(UNKNOWN);
  if (!parts.every((part) => BASE64.test(part)) || parts.join("").length < 16) return value;
  return parts.map((part) => Buffer.from(part, "base64").toString("utf8")).join(UNKNOWN);
}

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** Variables of a shell script that get a password or a random token. */
function assigned(script: Json): Set<string> {
  const lines = typeof script === "string" ? script.slice(0, LONGEST_SCRIPT) : "";
  const found = new Set<string>();
  for (const [, name = "", quoted, bare] of lines.matchAll(ASSIGNMENT)) {
    const text = quoted ?? bare ?? "";
    if (secretNaming(name) === "password" && !isPlaceholder(text)) found.add(name);
  }
  return found;
}

/** AWS takes 16 KB. */
const LONGEST_SCRIPT = 100_000;
const ASSIGNMENT = /(?<![\w$-])([A-Za-z_][\w-]{2,60})=(?:["']([^"'\n]{3,200})["']|([^\s"'$`;&|]{3,200}))/g;
