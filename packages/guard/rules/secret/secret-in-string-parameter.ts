import type { Rule } from "../../rule";
import { folded } from "../../support/folded";
import { asText } from "../../support/json";
import { readable } from "../../text";
import { secretNaming } from "./support/literal";
import { literalsOf } from "./support/literals";
import { isPlainParameter } from "./support/ownership";
import { secretReferences } from "./support/sensitive-attributes";
import { literalViolation } from "./support/violation";

export const secretInStringParameter: Rule = {
  id: "secret-in-string-parameter",
  area: "secret",
  severity: "error",
  what: "A parameter of type String contains a secret.",
  why: "It is stored unencrypted: anyone who may read or list parameters sees it, without permission on a KMS key.",
  fix: 'Set type = "SecureString", with a key of your own if only some readers may decrypt it.',
  source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  *check(model) {
    for (const at of model.resources) {
      if (at.mode !== "managed" || !isPlainParameter(at)) continue;
      const parameter = readable(asText(at.attribute("name").value));
      for (const argument of ["value", "insecure_value", "value_wo"]) {
        const value = at.argument(argument);
        if (!value) continue;
        const secrets = secretReferences(model, at, value.references);
        if (secrets.length > 0)
          yield { at, message: `The argument ${argument} is ${folded(secrets)}, but the type is String.` };
        else if (value.whys.length > 0 && secretNaming(parameter))
          yield {
            at,
            message: `The name ${parameter} says that this is a secret, but the type is String.`,
            severity: "warning",
          };
        else
          for (const literal of literalsOf(model, { at, argument, name: parameter, value: value.value }))
            yield literalViolation(at, literal);
      }
    }
  },
};
