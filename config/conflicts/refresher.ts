import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import { partitionOf } from "@openhands-aws/facts/partitions";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import type { ConfiguredName } from "./duplicates";
import { deployedRoles } from "./names";

export function* refresherConflicts({ aws, runtime, deploy, bedrock }: ConfigFile): Iterable<Problem> {
  const { refresher } = runtime;
  if (!refresher) return;
  const { role, principal, sessionSeconds } = refresher;
  const byRole = principal !== undefined || bedrock.access === "workload-identity";
  if (byRole && sessionSeconds > SESSION_SECONDS.mostChained)
    yield {
      path: ["runtime", "refresher", "sessionSeconds"],
      message: `must be at most ${SESSION_SECONDS.mostChained}: AWS limits the session of a role that another role assumes (${principal ? "runtime.refresher.principal" : "kubernetes.identity.role"})`,
    };
  if (!principal) return;
  const path = ["runtime", "refresher", "principal"];
  const own = `arn:${partitionOf(aws.region)}:iam::${aws.account}:role/`;
  const name = principal.slice(principal.lastIndexOf("/") + 1).toLowerCase();
  const ofGithub: ConfiguredName[] = [[["runtime", "role"], runtime.role], ...deployedRoles(deploy)];
  const taken = ofGithub.find(([, other]) => other.toLowerCase() === name);
  if (!principal.startsWith(own))
    yield { path, message: `must be a role of aws.account, ${own}NAME: a mistyped account could get the sessions` };
  else if (name === role.toLowerCase())
    yield { path, message: "must be a different role from runtime.refresher.role, which it assumes" };
  else if (taken)
    yield {
      path,
      message: `must be a role that only the refresher uses, not ${taken[0].join(".")}: runs from GitHub could get the sessions`,
    };
}
