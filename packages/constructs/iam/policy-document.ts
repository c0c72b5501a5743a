import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { pinned } from "../pinned";
import { tokenResolver } from "../token-resolver";
import { type Grant, type ResourceStatement, type Trust, toPolicyJson } from "./statement";

/** `data.aws_iam_policy_document.<label>`: one block per statement, so that a reviewer can read a diff line by line. */
export function policyDocument(
  scope: Construct,
  label: string,
  statements: readonly (Grant | Trust | ResourceStatement)[],
) {
  const document = new DataAwsIamPolicyDocument(scope, `${label}-document`, {
    statement: statements.map((statement) => ({
      sid: statement.sid,
      effect: ("effect" in statement && statement.effect) || "Allow",
      actions: [...statement.actions],
      ...("resources" in statement && { resources: [...statement.resources] }),
      ...("principal" in statement && { principals: [principalBlock(statement.principal)] }),
      condition: statement.conditions?.map(({ operator, key, values }) => ({
        test: operator,
        variable: key,
        values: [...values],
      })),
    })),
  });
  return pinned(document, label);
}

const principalBlock = (principal: ResourceStatement["principal"]) =>
  principal === "*" ? { type: "*", identifiers: ["*"] } : { type: principal.type, identifiers: [...principal.arns] };

/**
 * Makes synthesis fail when the policy is longer than AWS accepts. White space does not count.
 * @param limit characters
 * @param fix what to do about it, as a sentence
 */
export function limitLength(scope: Construct, statements: readonly (Grant | Trust)[], limit: number, fix: string) {
  scope.node.addValidation({
    validate() {
      const { length } = withDefaults(scope, toPolicyJson(statements));
      return length > limit ? [`the policy is ${length} characters long; AWS accepts ${limit}. ${fix}`] : [];
    },
  });
}

/** Replaces a reference to a Terraform variable with the variable's default. */
function withDefaults(scope: Construct, text: string): string {
  const stack = TerraformStack.of(scope);
  const resolved = tokenResolver(scope)(text) as string;
  return resolved.replace(/\$\{var\.(\w+)\}/g, (reference, name: string) => {
    const variable = stack.node.tryFindChild(name);
    return variable instanceof TerraformVariable ? String(variable.default ?? reference) : reference;
  });
}
