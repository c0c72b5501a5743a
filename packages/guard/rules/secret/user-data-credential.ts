import type { Json, Resource } from "../../model";
import type { Rule } from "../../rule";
import { isText, memberAt } from "../../support/json";
import { asPartial, rawText, UNKNOWN } from "../../text";
import { isPlaceholder, secretNaming } from "./support/literal";
import { literalsOf } from "./support/literals";
import { isCloudInit, USER_DATA } from "./support/ownership";
import { secretReferences } from "./support/sensitive-attributes";
import { literalViolation } from "./support/violation";

export const userDataCredential: Rule = {
  id: "user-data-credential",
  area: "secret",
  severity: "error",
  what: "The user data of an instance contains a credential.",
  why: "Every process on the instance can read it from the metadata service, and so can anyone who may describe the instance.",
  fix: "Give the instance an instance profile, and let it read secrets from Secrets Manager or Parameter Store when it starts.",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
  *check(model) {
    for (const at of model.resources)
      for (const { argument, value, references } of userDataOf(at)) {
        for (const secret of secretReferences(model, at, references))
          yield { at, message: `The argument ${argument} contains ${secret}.` };
        const text = decoded(value);
        const literals = literalsOf(model, { at, argument, value: text });
        for (const literal of literals) yield literalViolation(at, literal);
        if (literals.length === 0)
          for (const name of assigned(text))
            yield { at, message: `The argument ${argument} sets ${name} to a password (****).` };
      }
  },
};

interface UserData {
  readonly argument: string;
  readonly value: Json;
  readonly references: readonly string[];
}

function userDataOf(resource: Resource): UserData[] {
  const names = resource.argumentNames.filter((name) =>
    isCloudInit(resource) ? name === "part" : USER_DATA.has(name),
  );
  return names.flatMap((argument) => {
    const { value = null, references = [] } = resource.argument(argument) ?? {};
    if (!isCloudInit(resource)) return [{ argument, value, references }];
    const part = (at: Json, index: number) => {
      // What the parts refer to is reported for the first one.
      const own = index === 0 ? references : [];
      return { argument: `part[${index}].content`, value: memberAt(at, "content") ?? null, references: own };
    };
    return [value].flat().map((at, index) => part(at, index));
  });
}

/** Base64, in which the argument may or must be written, as text; its unknown parts stay unknown. */
function decoded(value: Json): Json {
  if (!isText(value)) return value;
  const parts = rawText(value).split(UNKNOWN);
  if (!parts.every((part) => BASE64.test(part)) || parts.join("").length < 16) return value;
  return asPartial(parts.map((part) => Buffer.from(part, "base64").toString("utf8")).join(UNKNOWN));
}

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** Variables of a shell script that get a password or a random token. */
function assigned(script: Json): Set<string> {
  const lines = isText(script) ? rawText(script).slice(0, LONGEST_SCRIPT) : "";
  const found = new Set<string>();
  for (const [, name = "", quoted, bare] of lines.matchAll(ASSIGNMENT)) {
    const text = quoted ?? bare ?? "";
    if (secretNaming(name) === "password" && !isPlaceholder(text)) found.add(name);
  }
  return found;
}

/** AWS accepts 16 KB. */
const LONGEST_SCRIPT = 100_000;
const ASSIGNMENT = /(?<![\w$-])([A-Za-z_][\w-]{2,60})=(?:\\?["']([^"'\n]{3,200}?)\\?["']|([^\s"'$`;&|]{3,200}))/g;
