import type { AccessModel, Json } from "../../model";
import type { Rule } from "../../rule";
import { memberAt } from "../../support/json";
import { allKnown, kubernetesObjects, variablesOf } from "../../support/kubernetes";
import { externalSecretsIn, keysMadeBy, targetOf } from "./support/external-secrets";

export const missingSecretKey: Rule = {
  id: "missing-secret-key",
  area: "kubernetes",
  severity: "error",
  what: "A container reads a key that the Secret does not have.",
  why: "The pod stays in CreateContainerConfigError.",
  fix: "Correct the key, or add it to what makes the Secret.",
  source: "https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/",
  *check(model) {
    const secrets = keysOfSecrets(model);
    for (const object of kubernetesObjects(model))
      for (const { container, name, secret } of variablesOf(object)) {
        if (!secret || secret.optional || !allKnown(secret.name, secret.key)) continue;
        const keys = secrets.get(`${object.at.root}\n${object.namespace}\n${secret.name}`);
        if (!keys || keys.has(secret.key)) continue;
        const known = [...keys].sort().join(", ") || "none";
        const message = `${container}.env reads ${name} from the key ${secret.key} of Secret ${secret.name}, whose keys are ${known}`;
        yield { at: object.at, message };
      }
  },
};

/** Of the Secrets all of whose keys are told. */
function keysOfSecrets(model: AccessModel): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string> | undefined>();
  const add = (root: string, namespace: string, name: string, keys: ReadonlySet<string> | undefined) => {
    const id = `${root}\n${namespace}\n${name}`;
    // Two that make the same one: which keys there are is not told.
    found.set(id, found.has(id) || !allKnown(name, namespace, ...(keys ?? [])) ? undefined : keys);
  };
  for (const secret of externalSecretsIn(model))
    add(secret.at.root, secret.namespace, targetOf(secret), keysMadeBy(secret));
  for (const { at, kind, namespace, name, body } of kubernetesObjects(model))
    if (kind === "Secret") add(at.root, namespace, name, writtenKeys(body));
  return new Map([...found].flatMap(([id, keys]) => (keys ? [[id, keys] as const] : [])));
}

function writtenKeys(body: Json): Set<string> | undefined {
  const parts = ["data", "stringData", "binary_data"].map((name) => memberAt(body, name) ?? {});
  if (parts.some((part) => typeof part !== "object")) return undefined;
  return new Set(parts.flatMap((part) => Object.keys(part as object)));
}
