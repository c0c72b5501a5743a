import type { Problem } from "../../problem";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";
import { awsAccessConflicts } from "./aws-access";
import { deploymentConflicts } from "./deployment";
import { releaseConflicts } from "./release";
import { principalConflicts, storeConflicts } from "./store";
import { variableConflicts } from "./variables";

/** Values of the section `kubernetes` that do not fit each other, or the rest of the config. */
export function* kubernetesConflicts(file: ConfigFile): Iterable<Problem> {
  const { kubernetes } = file;
  if (!kubernetes) return;
  for (const { path, ...conflict } of [
    ...namespaceConflicts(kubernetes),
    ...storeConflicts(file, kubernetes),
    ...variableConflicts(file, kubernetes),
    ...deploymentConflicts(file, kubernetes),
    ...awsAccessConflicts(file, kubernetes),
  ])
    yield { path: ["kubernetes", ...path], ...conflict };
  yield* principalConflicts(file, kubernetes);
  yield* releaseConflicts(file, kubernetes);
}

function* namespaceConflicts({ namespace, createNamespace, deployment }: KubernetesSection): Iterable<Problem> {
  if (namespace === "default" && (createNamespace ?? deployment.generate))
    yield { path: ["createNamespace"], message: "must be false with the namespace default, which always exists" };
}
