import type { AccessModel, Json } from "../../model";
import type { Rule } from "../../rule";
import { folded } from "../../support/folded";
import { memberAt } from "../../support/json";
import { kubernetesObjects, variablesOf } from "../../support/kubernetes";
import { asPartial, isKnown, known, type PartialText, readable } from "../../text";
import { externalSecretsIn, keysMadeBy, targetOf } from "./support/external-secrets";

export const missingSecretKey: Rule = {
  id: "missing-secret-key",
  area: "kubernetes",
  severity: "error",
  what: "A container reads a key that the Secret does not have.",
  why: "The pod stays in CreateContainerConfigError.",
  fix: "Correct the key, or add it to whatever creates the Secret.",
  source: "https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/",
  *check(model) {
    const secrets = keysOfSecrets(model);
    for (const object of kubernetesObjects(model))
      for (const { container, name, secret } of variablesOf(object)) {
        if (!secret || secret.optional) continue;
        const [namespace, secretName, key] = [object.namespace, secret.name, secret.key].map(known);
        const keys = secrets.get(`${object.at.root}\n${namespace}\n${secretName}`);
        if (!secretName || !key || namespace === undefined || !keys || keys.has(key)) continue;
        const existing = keys.size === 0 ? "which has no keys" : `which only has ${folded([...keys].sort())}`;
        const message = `${container}.env reads ${readable(name)} from the key ${key} of the Secret ${secretName}, ${existing}.`;
        yield { at: object.at, message };
      }
  },
};

/** The keys of each Secret, where all of them are known. */
function keysOfSecrets(model: AccessModel): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string> | undefined>();
  const add = (root: string, namespace: PartialText, name: PartialText, keys: ReadonlySet<PartialText> | undefined) => {
    if (!isKnown(namespace) || !known(name)) return;
    const id = `${root}\n${known(namespace)}\n${known(name)}`;
    const written = [...(keys ?? [])].map(known);
    const all = written.every((key) => key !== undefined && key !== "");
    // If two objects create the same Secret, its keys are not known.
    found.set(id, keys && all && !found.has(id) ? new Set(written as string[]) : undefined);
  };
  for (const secret of externalSecretsIn(model))
    add(secret.at.root, secret.namespace, targetOf(secret), keysMadeBy(secret));
  for (const { at, kind, namespace, name, body } of kubernetesObjects(model))
    if (known(kind) === "Secret") add(at.root, namespace, name, writtenKeys(body));
  return new Map([...found].flatMap(([id, keys]) => (keys ? [[id, keys] as const] : [])));
}

function writtenKeys(body: Json): Set<PartialText> | undefined {
  const parts = ["data", "stringData", "binary_data"].map((name) => memberAt(body, name) ?? {});
  if (parts.some((part) => typeof part !== "object")) return undefined;
  return new Set(parts.flatMap((part) => Object.keys(part as object).map(asPartial)));
}
