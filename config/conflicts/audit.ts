import { knownCallers } from "../audit";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { bucketsInUse } from "./buckets-in-use";
import type { ConfiguredName } from "./duplicates";
import { deployedRoles, operationRoles, ownRoles } from "./names";

/** What the stack openhands-audit needs to watch the others, and what must not be theirs. */
export function* auditConflicts(file: ConfigFile): Iterable<Problem> {
  const { audit, bedrock } = file;
  if (!audit || file.posture !== "hardened") return;
  if (knownCallers(file, audit).length === 0)
    yield {
      path: ["audit", "known", "principals"],
      message:
        "must name who may read the access key from the Parameter Store, such as the roles of External Secrets and Terraform; otherwise each of their reads raises an alarm",
    };
  if (!audit.dataEvents && !audit.accessLogBucket)
    yield {
      path: ["audit", "accessLogBucket"],
      message: "must be a new bucket's name with audit.dataEvents: false, so that S3 logs the access to runtime.bucket",
    };
  if (audit.dataEvents && audit.accessLogBucket)
    yield {
      path: ["audit", "accessLogBucket"],
      message: "must be left out with audit.dataEvents: the trail records what the access logs would contain",
    };
  yield* bucketsOfOthers(file, audit);
  yield* namesOfOthers(file, audit);
  for (const id of Object.keys(audit.prices))
    if (!bedrock.models.some((model) => model.id === id))
      yield {
        path: ["audit", "prices", id],
        message: "is not in bedrock.models; add it there, or remove its price",
        wrongKey: true,
      };
}

type Audit = NonNullable<ConfigFile["audit"]>;

/** Anyone who writes into a bucket of the logs can forge them. */
function* bucketsOfOthers(file: ConfigFile, audit: Audit): Iterable<Problem> {
  const taken = bucketsInUse(file);
  for (const key of ["bucket", "accessLogBucket"] as const) {
    const owner = taken.get(audit[key] ?? "");
    if (owner)
      yield {
        path: ["audit", key],
        message: `must be a bucket of its own, not the one of ${owner}: anyone who writes there could forge the logs`,
      };
    const name = audit[key];
    if (name !== undefined && !owner) taken.set(name, `audit.${key}`);
  }
}

/** The stack's roles and policies begin with its name. */
function* namesOfOthers(file: ConfigFile, { name }: Audit): Iterable<Problem> {
  const { runtime, bedrock, externalSecrets, deploy, operations } = file;
  const others: ConfiguredName[] = [
    ...ownRoles(file),
    [["runtime", "s3Policy", "name"], runtime.s3Policy.name],
    [["runtime", "configuration", "policy"], runtime.configuration.policy],
    [["bedrock", "policy", "name"], bedrock.policy.name],
    [["externalSecrets", "policy"], externalSecrets.policy],
    ...deployedRoles(deploy),
    ...operationRoles(operations),
  ];
  for (const [path, other] of others)
    if ([`${name}-trail`, `${name}-bedrock`].includes(other.toLowerCase()))
      yield {
        path: ["audit", "name"],
        message: `must be another name: ${other} is already the name of ${path.join(".")}`,
      };
}
