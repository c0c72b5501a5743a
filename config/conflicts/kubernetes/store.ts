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
      message: "must differ from secretStore.auth.secret.name, otherwise the operator would overwrite its own key",
    };
  if (!generate && auth)
    yield { path, message: "must be left out, because the store is your own (secretStore.generate: false)" };
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
        "must have role: true, because only externalSecrets.role may read the parameters; or name the access key's user in externalSecrets.user",
    };
}

/** The store's principal must be the one to which the AWS side gives access. */
export function* principalConflicts(
  { externalSecrets }: ConfigFile,
  { secretStore }: KubernetesSection,
): Iterable<Problem> {
  const { auth } = secretStore;
  if (externalSecrets.role !== undefined || (!auth?.role && !auth?.serviceAccount)) return;
  const what = auth.role
    ? "that kubernetes.secretStore.auth.role assumes"
    : "that the ServiceAccount of kubernetes.secretStore.auth assumes";
  yield { path: ["externalSecrets", "role"], message: `must be the role ${what} to read the parameters` };
}
