import { partitionOf } from "@openhands-aws/facts/partitions";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { ownRoles } from "./names";

/** Who may run the verbs, and where. */
export function* operationConflicts(file: ConfigFile): Iterable<Problem> {
  const { operations, kubernetes } = file;
  const own = ownPrincipals(file);
  for (const [verb, role] of Object.entries(operations?.roles ?? {})) {
    const path = ["operations", "roles", verb];
    for (const [index, principal] of role.principals.entries()) {
      const key = own.get(principal.toLowerCase());
      if (key)
        yield {
          path: [...path, "principals", index],
          message: `must be someone else than ${key}: anyone who gets hold of OpenHands' credentials could use ${verb}`,
        };
    }
    if (verb === "issuer" && kubernetes?.identity?.issuer?.bucket === undefined)
      yield {
        path,
        message: "needs kubernetes.identity.issuer.bucket: without a bucket, issuer publish writes nothing to AWS",
        wrongKey: true,
      };
    // Rights in a cluster that the config does not have would be exported nowhere.
    if (!kubernetes && "cluster" in role && role.cluster.length > 0)
      yield {
        path: [...path, "cluster"],
        message: "needs the section kubernetes, which says what the cluster has; add it, or remove this",
      };
  }
}

/** ARNs of what OpenHands itself uses, and the key that names each. */
function ownPrincipals(file: ConfigFile): ReadonlyMap<string, string> {
  const { aws, bedrock } = file;
  const account = `arn:${partitionOf(aws.region)}:iam::${aws.account}`;
  return new Map([
    [`${account}:user${bedrock.user.path}${bedrock.user.name}`.toLowerCase(), "bedrock.user"],
    ...ownRoles(file).map(([path, name]) => [`${account}:role/${name}`.toLowerCase(), path.join(".")] as const),
  ]);
}
