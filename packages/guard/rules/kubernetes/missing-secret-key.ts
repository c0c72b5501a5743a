import type { AccessModel, Json } from "../../model";
import type { Rule } from "../../rule";
import { folded } from "../../support/folded";
import { memberAt } from "../../support/json";
import { allKnown, kubernetesObjects, variablesOf } from "../../support/kubernetes";
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
        if (!secret || secret.optional || !allKnown(secret.name, secret.key)) continue;
        const keys = secrets.get(`${object.at.root}\n${object.namespace}\n${secret.name}`);
        if (!keys || keys.has(secret.key)) continue;
        const known = keys.size === 0 ? "which has no keys" : `which only has ${folded([...keys].sort())}`;
        const message = `${container}.env reads ${name} from the key ${secret.key} of the Secret ${secret.name}, ${known}.`;
        yield { at: object.at, message };
      }
  },
};

/** The keys of each Secret, where all of them are known. */
function keysOfSecrets(model: AccessModel): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string> | undefined>();
  const add = (root: string, namespace: string, name: string, keys: ReadonlySet<string> | undefined) => {
    const id = `${root}\n${namespace}\n${name}`;
    // If two objects create the same Secret, its keys are not known.
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
