import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import type { ConfiguredName } from "./duplicates";
import { deployedRoles, operationRoles, ownRoles } from "./names";

/** Anyone with the operator's permissions can read the access key: they are not for an identity of sandboxes or workflows. */
export function* operatorConflicts(file: ConfigFile): Iterable<Problem> {
  const { runtime, bedrock, externalSecrets, deploy, operations } = file;
  const { role, user } = externalSecrets;
  const { principal } = runtime.refresher || {};
  const taken: ConfiguredName[] = [...ownRoles(file), ...deployedRoles(deploy), ...operationRoles(operations)];
  if (principal) taken.push([["runtime", "refresher", "principal"], principal.slice(principal.lastIndexOf("/") + 1)]);
  const reached = taken.find(([, name]) => name.toLowerCase() === role?.toLowerCase());
  if (reached)
    yield {
      path: ["externalSecrets", "role"],
      message: `must be a role that only the operator uses, not ${reached[0].join(".")}: anyone with that role could read Bedrock's access key`,
    };
  if (user?.toLowerCase() === bedrock.user.name.toLowerCase())
    yield {
      path: ["externalSecrets", "user"],
      message: "must be a user that only the operator uses, not bedrock.user: it could read every future access key",
    };
}
