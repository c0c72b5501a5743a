import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import { POLICY_CHARACTERS } from "@openhands-aws/facts/iam-limits";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { pinned } from "../pinned";
import { declareNeed } from "./need";
import { limitLength, policyDocument } from "./policy-document";
import { reference } from "./reference";
import { type Grant, withUniqueSids } from "./statement";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */

export interface ManagedPolicyProps {
  /** Unique in the account. A change replaces the policy. */
  readonly name: string;
  /** A change replaces the policy. @default none */
  readonly description?: string;
  /** One statement each. */
  readonly grants: readonly Grant[];
}

/** `aws_iam_policy.<id>` and its document; fails synthesis above 6,144 characters. */
export class ManagedPolicy extends Construct {
  readonly #policy: IamPolicy;
  readonly #grants: readonly Grant[];

  constructor(scope: Construct, id: string, { name, description, grants }: ManagedPolicyProps) {
    super(scope, id);
    const statements = withUniqueSids(grants);
    this.#grants = grants;
    declareNeed(this, { principal: `aws_iam_policy.${id}`, grants });
    limitLength(this, statements, POLICY_CHARACTERS.managed, "Split the grants over several policies.");
    const policy = reference(policyDocument(this, id, statements), "json");
    this.#policy = pinned(new IamPolicy(this, "policy", { name, description, policy }), id);
  }

  get arn(): string {
    return reference(this.#policy, "arn");
  }

  /**
   * @param label of the attachment's address; by default the policy's own
   * @returns for `dependsOn` of what uses the role
   */
  attachToRole(role: string, label = this.node.id): ITerraformDependable {
    declareNeed(this, { principal: role, grants: this.#grants });
    return pinned(new IamRolePolicyAttachment(this, `role-${label}`, { role, policyArn: this.arn }), label);
  }

  /** @param label of the attachment's address; by default the policy's own */
  attachToUser(user: string, label = this.node.id): void {
    declareNeed(this, { principal: user, grants: this.#grants });
    pinned(new IamUserPolicyAttachment(this, `user-${label}`, { user, policyArn: this.arn }), label);
  }
}
