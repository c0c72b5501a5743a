import { partitionOf } from "@openhands-aws/facts/partitions";
import type { ConfigFile } from "./schema";
import type { Audit as AuditFile } from "./schema/audit";

export type Audit = Omit<AuditFile, "known"> & {
  readonly known: {
    /** As CloudTrail writes a caller's ARN; `*` stands for any characters. */
    readonly callers: readonly string[];
    /** Ranges of IPv4 addresses; none: all are known. */
    readonly addresses: readonly string[];
  };
};

export const completeAudit = (file: ConfigFile, audit: AuditFile): Audit => ({
  ...audit,
  known: {
    callers: knownCallers(file, audit),
    addresses: audit.known.addresses ?? file.bedrock.sourceAddresses,
  },
});

/** Nobody but these reads the access key's parameters. */
export function knownCallers({ aws, externalSecrets }: ConfigFile, { known }: AuditFile): string[] {
  const { role, user } = externalSecrets;
  const partition = partitionOf(aws.region);
  const users = `arn:${partition}:iam::${aws.account}:user`;
  return [
    ...(role ? [sessionsOf(partition, aws.account, role)] : []),
    // The path of the operator's user is not known.
    ...(user ? [`${users}/${user}`, `${users}/*/${user}`] : []),
    ...known.principals.map(callerText),
  ];
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function callerText(arn: string): string {
  const [, partition = "", , , account = "", resource = ""] = arn.split(":");
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return resource.startsWith("role/") ? sessionsOf(partition, account, name) : arn;
}

const sessionsOf = (partition: string, account: string, role: string) =>
  `arn:${partition}:sts::${account}:assumed-role/${role}/*`;
