import type { ConfigFile } from "../../schema";
import type { Conflict } from "../conflict";
import { awsAccessConflicts } from "./aws-access";
import { deploymentConflicts } from "./deployment";
import { namespaceConflicts } from "./namespace";
import { parameterConflicts } from "./parameters";
import { releaseConflicts } from "./release";
import { principalConflicts, storeConflicts } from "./store";
import { variableConflicts } from "./variables";

/** What of the cluster's side does not fit the rest, or itself. */
export function* kubernetesConflicts(file: ConfigFile): Iterable<Conflict> {
  const { kubernetes } = file;
  if (!kubernetes) return;
  for (const { path, ...conflict } of [
    ...namespaceConflicts(kubernetes),
    ...storeConflicts(file, kubernetes),
    ...parameterConflicts(file, kubernetes),
    ...variableConflicts(file, kubernetes),
    ...deploymentConflicts(kubernetes),
    ...awsAccessConflicts(file, kubernetes),
  ])
    yield { path: ["kubernetes", ...path], ...conflict };
  yield* principalConflicts(file, kubernetes);
  yield* releaseConflicts(file, kubernetes);
}
