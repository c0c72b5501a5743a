import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

/** Rights in a cluster that the config does not have would be exported nowhere. */
export function* operationConflicts({ operations, kubernetes }: ConfigFile): Iterable<Problem> {
  if (kubernetes) return;
  for (const [verb, role] of Object.entries(operations?.roles ?? {}))
    if ("cluster" in role && role.cluster.length > 0)
      yield {
        path: ["operations", "roles", verb, "cluster"],
        message: "needs the section kubernetes, which says what the cluster has; add it, or remove this",
      };
}
