import type { AccessModel, NamedValue } from "../../../access/model";
import type { Rule, Violation } from "../../rule";
import { literalsIn } from "./support/literals";
import { nameOf, originOf } from "./support/origins";
import { secretReferences } from "./support/sensitive-attributes";
import { literalViolation } from "./support/violation";

export const secretInOutput: Rule = {
  id: "secret-in-output",
  area: "secret",
  severity: "error",
  what: "An output holds a secret in plain sight.",
  why: "Terraform prints it in every plan and apply, so it stands in the logs of CI, and whoever may read the state may read it.",
  fix: "Delete the output, or set sensitive = true; give the secret to its reader through Secrets Manager or a SecureString parameter.",
  source: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  *check(model) {
    for (const at of model.outputs) {
      const secrets = secretReferences(model, at, at.value?.references ?? []);
      if (secrets.length === 0) yield* literals(model, at);
      else if (!at.sensitive) yield { at, message: `prints ${secrets.join(", ")}, and is not sensitive` };
    }
  },
};

/** A literal that a variable or a local holds is told there too, but it is this output that prints it. */
function* literals(model: AccessModel, at: NamedValue): Generator<Violation> {
  for (const literal of literalsIn(at.value?.value ?? null, nameOf(at))) {
    const origin = originOf(model, at, literal.secret);
    if (!origin) yield literalViolation(at, { ...literal, path: "its value" });
    else if (!at.sensitive)
      yield { ...literalViolation(at, literal), message: `prints ${origin}, ${literal.secret.words}` };
  }
}
