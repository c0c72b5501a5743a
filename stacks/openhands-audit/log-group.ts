import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { pinned } from "@openhands-aws/constructs";
import { type Grant, ManagedPolicy, Role, type Trust } from "@openhands-aws/constructs/iam";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

interface LogGroupProps {
  readonly name: string;
  readonly retentionInDays: number;
  /** The service that writes into it assumes a role of its own. */
  readonly writer: { readonly name: string; readonly trust: Trust; readonly grants: readonly Grant[] };
}

export interface LogGroup {
  readonly group: CloudwatchLogGroup;
  readonly roleArn: string;
  /** What must exist before the service can write. */
  readonly ready: ITerraformDependable;
}

/** `aws_cloudwatch_log_group.<label>`, and the role `<label>` that may write there and do nothing else. */
export function addLogGroup(scope: Construct, label: string, props: LogGroupProps): LogGroup {
  const { name, retentionInDays, writer } = props;
  const group = pinned(new CloudwatchLogGroup(scope, `${label}-group`, { name, retentionInDays }), label);
  const role = new Role(scope, label, { name: writer.name, trust: [writer.trust] });
  const ready = new ManagedPolicy(role, label, { name: writer.name, grants: writer.grants }).attachToRole(role.name);
  return { group, roleArn: role.arn, ready };
}
