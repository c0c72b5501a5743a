import { defaultAuth } from "../../kubernetes";
import type { Problem } from "../../problem";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";

export function* storeConflicts(
  file: ConfigFile,
  { secretStore, namespace, externalSecret }: KubernetesSection,
): Iterable<Problem> {
  const { externalSecrets } = file;
  const { generate, auth } = secretStore;
  const path = ["secretStore", "auth"];
  const { secret: key } = auth ?? defaultAuth(file);
  if (generate && key?.namespace === namespace && key.name === externalSecret.name)
    yield {
      path: ["externalSecret", "name"],
      message: "must be another name than secretStore.auth.secret.name: the operator would overwrite its own key",
    };
  if (!generate && auth) yield { path, message: "must be left out: the store is yours (secretStore.generate)" };
  else if (
    auth &&
    !auth.role &&
    auth.secret &&
    externalSecrets.role !== undefined &&
    externalSecrets.user === undefined
  )
    yield {
      path,
      message:
        "must have role: true, since only externalSecrets.role may read the parameters; or name the access key's user in externalSecrets.user",
    };
}

/** The principal of the store is the one that the AWS side lets in. */
export function* principalConflicts(
  { externalSecrets }: ConfigFile,
  { secretStore }: KubernetesSection,
): Iterable<Problem> {
  const { auth } = secretStore;
  if (externalSecrets.role !== undefined || (!auth?.role && !auth?.serviceAccount)) return;
  const what = auth.role
    ? "that kubernetes.secretStore.auth.role assumes"
    : "that the ServiceAccount of kubernetes.secretStore.auth becomes";
  yield { path: ["externalSecrets", "role"], message: `must be the role ${what}: it may read the parameters` };
}
