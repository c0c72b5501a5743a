import type { AccessModel, Json } from "../../../access/model";
import { isKnown } from "../../../access/text";
import type { Rule, Violation } from "../../rule";
import { type KubernetesObject, kubernetesObjects, memberAt, variablesOf } from "../../support/kubernetes";
import { isPlaceholder, secretNaming } from "./support/literal";
import { type Literal, literalsOf } from "./support/literals";
import { secretReferences } from "./support/sensitive-attributes";
import { literalViolation } from "./support/violation";

export const kubernetesPlainSecret: Rule = {
  id: "kubernetes-plain-secret",
  area: "secret",
  severity: "error",
  what: "An object of the cluster holds a secret in plain sight.",
  why: "Whoever may read pods or ConfigMaps has it, Terraform's state too, and a rotation needs a commit.",
  fix: "Let External Secrets write it into a Secret, and refer to that one with valueFrom.secretKeyRef.",
  source: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  *check(model) {
    for (const object of kubernetesObjects(model)) {
      const literals = [...literalsOf(model, placeOf(object)), ...encoded(model, object)];
      for (const literal of literals) yield literalViolation(object.at, literal);
      const told = new Set(literals.map(({ secret }) => secret.text));
      yield* environment(object, told);
      yield* references(model, object);
    }
  },
};

const placeOf = ({ at, kind, body }: KubernetesObject) => ({
  at,
  argument: kind || "manifest",
  value: body,
});

/** The data of a Secret in base64. */
function encoded(model: AccessModel, { at, kind, apiVersion, body }: KubernetesObject): Literal[] {
  const data = kind === "Secret" && apiVersion !== "" ? memberAt(body, "data") : undefined;
  if (typeof data !== "object" || data === null) return [];
  const decoded = Object.entries(data).map(([key, value]: [string, Json]) => [
    key,
    typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : value,
  ]);
  return literalsOf(model, {
    at,
    argument: "Secret.data",
    value: Object.fromEntries(decoded),
  });
}

/** AWS's secrets are no values of the environment, whatever stands there; others not if they come from a variable. */
function* environment(object: KubernetesObject, told: ReadonlySet<string>): Generator<Violation> {
  for (const { container, name, value } of variablesOf(object)) {
    if (value === undefined || value === "" || told.has(value) || /\$\(/.test(value)) continue;
    const isAws = /^AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN|BEARER_TOKEN_BEDROCK)$/.test(name);
    const message = `${container}.env gives ${name} a value instead of valueFrom.secretKeyRef`;
    if (isAws && !(isKnown(value) && isPlaceholder(value))) yield { at: object.at, message };
    else if (!isKnown(value) && secretNaming(name)) yield { at: object.at, message, severity: "warning" };
  }
}

function* references(model: AccessModel, { at, kind, references }: KubernetesObject): Generator<Violation> {
  if (kind === "Secret") return;
  for (const secret of secretReferences(model, at, references)) yield { at, message: `holds ${secret}` };
}
