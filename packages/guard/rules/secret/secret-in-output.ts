import type { AccessModel, NamedValue } from "../../model";
import type { Rule, Violation } from "../../rule";
import { folded } from "../../support/folded";
import { textsIn } from "../../support/texts";
import { literalsOf } from "./support/literals";
import { isOfPlan, nameOf, originOf } from "./support/origins";
import { secretReferences } from "./support/sensitive-attributes";
import { literalViolation } from "./support/violation";

export const secretInOutput: Rule = {
  id: "secret-in-output",
  area: "secret",
  severity: "error",
  what: "An output contains a secret in plain text.",
  why: "Terraform prints it in every plan and apply, so CI logs contain it, and anyone who may read the state can read it.",
  fix: "Remove the output, or set sensitive = true; pass the secret on through Secrets Manager or a SecureString parameter.",
  source: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  *check(model) {
    for (const at of model.outputs) {
      const secrets = secretReferences(model, at, at.value?.references ?? []);
      if (secrets.length === 0) yield* literals(model, at);
      else if (!at.sensitive) yield { at, message: `${at.address} prints ${folded(secrets)} and is not sensitive.` };
    }
  },
};

function* literals(model: AccessModel, at: NamedValue): Generator<Violation> {
  const value = at.value?.value ?? null;
  for (const literal of literalsOf(model, { at, argument: nameOf(at), value }))
    yield literalViolation(at, { ...literal, path: "The value" });
  // A value that was given to a plan may be anything; in a configuration an origin is a secret.
  if (at.sensitive || isOfPlan(at)) return;
  const origins = Array.from(textsIn(value, "", ""), ({ text }) => originOf(model, at, text));
  for (const origin of new Set(origins))
    if (origin) yield { at, message: `${at.address} prints ${origin}, which contains a secret.` };
}
