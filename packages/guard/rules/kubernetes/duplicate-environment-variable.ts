import type { Rule } from "../../rule";
import { kubernetesObjects, variablesOf } from "../../support/kubernetes";
import { known } from "../../text";

export const duplicateEnvironmentVariable: Rule = {
  id: "duplicate-environment-variable",
  area: "kubernetes",
  severity: "warning",
  what: "A container's environment sets a variable more than once.",
  why: "The last one wins, and server-side apply rejects the list, because its key is the name.",
  fix: "Delete the entry that is not meant.",
  source: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
  *check(model) {
    for (const object of kubernetesObjects(model)) {
      const seen = new Set<string>();
      const told = new Set<string>();
      for (const { container, ...variable } of variablesOf(object)) {
        const name = known(variable.name);
        if (name === undefined) continue;
        const key = `${container}\n${name}`;
        if (seen.has(key) && !told.has(key)) {
          told.add(key);
          yield { at: object.at, message: `${container}.env sets ${name} more than once.` };
        }
        seen.add(key);
      }
    }
  },
};
