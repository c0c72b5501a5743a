import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import type { ConfiguredName } from "./duplicates";
import { deployedRoles } from "./names";

/** Whoever gets the operator's rights reads the access key: no identity that runs, sandboxes or workflows can be. */
export function* operatorConflicts({ runtime, bedrock, externalSecrets, deploy }: ConfigFile): Iterable<Problem> {
  const { role, user } = externalSecrets;
  const { principal } = runtime.refresher ?? {};
  const taken: ConfiguredName[] = [[["runtime", "role"], runtime.role], ...deployedRoles(deploy)];
  if (principal) taken.push([["runtime", "refresher", "principal"], principal.slice(principal.lastIndexOf("/") + 1)]);
  const reached = taken.find(([, name]) => name.toLowerCase() === role?.toLowerCase());
  if (reached)
    yield {
      path: ["externalSecrets", "role"],
      message: `must be a role of the operator's own, not ${reached[0].join(".")}: whoever runs in that role would read Bedrock's access key`,
    };
  if (user?.toLowerCase() === bedrock.user.name.toLowerCase())
    yield {
      path: ["externalSecrets", "user"],
      message: "must be a user of the operator's own, not bedrock.user: its key would read every key that follows it",
    };
}
