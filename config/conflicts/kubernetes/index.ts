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
  const ofRelease = [...releaseConflicts(file, kubernetes)];
  // What the release does not have needs no other rule.
  const reported = new Set(ofRelease.map(({ path }) => path.join(".")));
  yield* ofRelease;
  for (const { path: below, ...conflict } of [
    ...namespaceConflicts(kubernetes),
    ...storeConflicts(file, kubernetes),
    ...variableConflicts(file, kubernetes),
    ...deploymentConflicts(file, kubernetes),
    ...awsAccessConflicts(file, kubernetes),
  ]) {
    const path = ["kubernetes", ...below];
    if (!reported.has(path.join("."))) yield { path, ...conflict };
  }
  yield* principalConflicts(file, kubernetes);
}

function* namespaceConflicts({ namespace, createNamespace, deployment }: KubernetesSection): Iterable<Problem> {
  if (namespace === "default" && (createNamespace ?? deployment.generate))
    yield { path: ["createNamespace"], message: "must be false with the namespace default, which always exists" };
}
