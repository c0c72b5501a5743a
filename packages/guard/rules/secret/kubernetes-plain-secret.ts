import type { Json } from "../../model";
import type { Rule, Violation } from "../../rule";
import { memberAt } from "../../support/json";
import { type KubernetesObject, kubernetesObjects, variablesOf } from "../../support/kubernetes";
import { isKnown, UNKNOWN } from "../../text";
import { isPlaceholder, secretNaming } from "./support/literal";
import { literalsOf } from "./support/literals";
import { secretReferences } from "./support/sensitive-attributes";
import { literalViolation } from "./support/violation";

export const kubernetesPlainSecret: Rule = {
  id: "kubernetes-plain-secret",
  area: "secret",
  severity: "error",
  what: "A Kubernetes object contains a secret in plain text.",
  why: "Anyone who may read pods or ConfigMaps can read it, Terraform's state contains it, and rotating it needs a commit.",
  fix: "Let External Secrets write it to a Secret, and refer to that Secret with valueFrom.secretKeyRef.",
  source: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  *check(model) {
    for (const object of kubernetesObjects(model)) {
      const literals = literalsOf(model, placeOf(object));
      for (const literal of literals) yield literalViolation(object.at, literal);
      const told = new Set(literals.map(({ secret }) => secret.text));
      const secrets = object.kind === "Secret" ? [] : secretReferences(model, object.at, object.references);
      for (const secret of secrets)
        yield { at: object.at, message: `The ${object.kind || "manifest"} contains ${secret}.` };
      // An unknown value in it is then most likely that secret.
      if (secrets.length > 0) told.add(UNKNOWN);
      yield* environment(object, told);
    }
  },
};

const placeOf = (object: KubernetesObject) => ({
  at: object.at,
  argument: object.kind || "manifest",
  value: object.kind === "Secret" && object.apiVersion !== "" ? decoded(object.body) : object.body,
});

/** A manifest's Secret with its data out of base64. */
function decoded(body: Json): Json {
  const data = memberAt(body, "data");
  if (typeof data !== "object" || data === null) return body;
  const entries = Object.entries(data).map(([key, value]: [string, Json]): [string, Json] => [
    key,
    typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : value,
  ]);
  return { ...(body as object), data: Object.fromEntries(entries) };
}

/** AWS secrets must not be plain values, whatever the value is; other secrets must not be if the value comes from a variable. */
function* environment(object: KubernetesObject, told: ReadonlySet<string>): Generator<Violation> {
  for (const { container, name, value } of variablesOf(object)) {
    if (value === undefined || value === "" || told.has(value) || /\$\(/.test(value)) continue;
    const isAws = /^AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN|BEARER_TOKEN_BEDROCK)$/.test(name);
    const message = `${container}.env sets ${name} to a plain value instead of valueFrom.secretKeyRef.`;
    if (isAws && !(isKnown(value) && isPlaceholder(value))) yield { at: object.at, message };
    else if (!isKnown(value) && secretNaming(name)) yield { at: object.at, message, severity: "warning" };
  }
}
