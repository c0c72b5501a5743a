import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import { partitionOf } from "@openhands-aws/facts/partitions";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

export function* refresherConflicts({ aws, runtime: { refresher } }: ConfigFile): Iterable<Problem> {
  if (!refresher) return;
  const { role, principal, sessionSeconds } = refresher;
  if (principal && sessionSeconds > SESSION_SECONDS.mostChained)
    yield {
      path: ["runtime", "refresher", "sessionSeconds"],
      message: `must be at most ${SESSION_SECONDS.mostChained}: AWS limits the session of a role that another role assumes (runtime.refresher.principal)`,
    };
  if (!principal) return;
  const own = `arn:${partitionOf(aws.region)}:iam::${aws.account}:role/`;
  if (!principal.startsWith(own))
    yield {
      path: ["runtime", "refresher", "principal"],
      message: `must be a role of aws.account, ${own}NAME: a mistyped account could get the sessions`,
    };
  else if (principal.slice(principal.lastIndexOf("/") + 1).toLowerCase() === role.toLowerCase())
    yield {
      path: ["runtime", "refresher", "principal"],
      message: "must be a different role from runtime.refresher.role, which it assumes",
    };
}
