import { ManagedPolicy, Role, type Trust } from "@openhands-aws/constructs/iam";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../config/config";
import type { Operations } from "../config/operations";
import type { OperationRole } from "../config/schema/operations";
import { BaseStack } from "./base-stack";
import { RIGHTS, type Verb } from "./openhands-operations/rights";
import { githubTrusts } from "./subjects";

/**
 * State `openhands-operations`: a role for each verb, with that verb's rights and no others. The OIDC provider belongs to the
 * stack `openhands`; apply that stack first.
 */
export class OpenhandsOperationsStack extends BaseStack {
  constructor(scope: Construct, id: string, config: Config, operations: Operations) {
    super(scope, id, config);
    for (const [verb, asked] of Object.entries(operations.roles)) {
      const { name, maxSessionSeconds } = asked;
      const role = new Role(this, verb, {
        ...{ name, maxSessionSeconds },
        trustPolicyQuota: config.aws.trustPolicyQuota,
        trust: trustsOf(config, asked),
      });
      const grants = RIGHTS[verb as Verb].grants(config, operations);
      new ManagedPolicy(role, verb, { name, grants }).attachToRole(role.name);
      new TerraformOutput(this, `${verb}_role_arn`, { value: role.arn, description: `Role ${name}` });
    }
  }
}

const trustsOf = (config: Config, { principals, subjects }: OperationRole): Trust[] => [
  ...(principals.length > 0
    ? [{ actions: ["sts:AssumeRole"] as const, principal: { type: "AWS" as const, arns: principals } }]
    : []),
  ...githubTrusts(config, subjects),
];
