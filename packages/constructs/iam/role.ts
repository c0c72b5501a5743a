import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { POLICY_CHARACTERS } from "@openhands-aws/facts/iam-limits";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { pinned } from "../pinned";
import { limitLength, policyDocument } from "./policy-document";
import { reference } from "./reference";
import type { Trust } from "./statement";

export interface RoleProps {
  /** Unique in the account, whatever its case. A change replaces the role. */
  readonly name: string;
  /** Who may assume it; one statement each. */
  readonly trust: readonly Trust[];
  /** Longest session, in seconds (3600-43200). @default AWS's own, 3600 */
  readonly maxSessionSeconds?: number;
  /** The account's quota for a trust policy, in characters (2048-8192). @default 2048 */
  readonly trustPolicyQuota?: number;
  /** What must exist before the role, because its trust names it. @default nothing */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * `aws_iam_role.<id>` with its trust policy `<id>_trust`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export class Role extends Construct {
  readonly #role: IamRole;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const {
      name,
      trust,
      maxSessionSeconds: maxSessionDuration,
      trustPolicyQuota = POLICY_CHARACTERS.trust.default,
      dependsOn,
    } = props;
    limitLength(
      this,
      trust,
      trustPolicyQuota,
      "Use fewer subjects, or have the quota L-C07B4B0D raised and set aws.trustPolicyQuota.",
    );
    const assumeRolePolicy = reference(policyDocument(this, `${id}_trust`, trust), "json");
    this.#role = pinned(new IamRole(this, "role", { name, assumeRolePolicy, maxSessionDuration, dependsOn }), id);
  }

  get arn(): string {
    return reference(this.#role, "arn");
  }

  get name(): string {
    return reference(this.#role, "name");
  }

  /** For `dependsOn` of what names the role by its ARN. */
  get resource(): ITerraformDependable {
    return this.#role;
  }
}
