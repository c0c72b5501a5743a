import type { Config } from "../config/config";
import type { Stacks } from "../stacks/synthesize";
import type { TerraformJson } from "../stacks/terraform-json";

interface Statement {
  readonly principals?: readonly { readonly identifiers: readonly string[] }[];
  readonly condition?: readonly { readonly variable: string; readonly values: readonly string[] }[];
}

/** What was created and verified, who can assume which role, and what to do next on a real account. */
export function summarize(
  config: Config,
  stacks: Stacks,
  created: ReadonlyMap<string, readonly string[]>,
  verified: string,
): string {
  const lines: string[] = [];
  for (const [stack, addresses] of created)
    lines.push(
      "",
      `Created in ${stack}; a second plan found no changes:`,
      ...addresses.map((address) => `  ${address}`),
    );

  lines.push("", "Who can assume which role:");
  for (const json of stacks.values()) lines.push(...trusts(json));

  const { account, region } = config.aws;
  lines.push(
    "",
    verified,
    `Next, on the real account ${account} (${region}):`,
    "  1. bin/openhands-aws export            writes terraform/aws/<stack>/",
    "  2. cd terraform/aws/openhands && terraform init && terraform plan",
    "  3. docs/adopt.md                       if a state of hand-written resources already exists",
    "",
  );
  return `${lines.join("\n")}\n`;
}

/** `openhands-runtime-role` with the subjects or the role that its trust policy names. */
function trusts(json: TerraformJson): string[] {
  const resources = json.resource as { aws_iam_role?: Record<string, { name: string }> };
  const documents = (json.data as { aws_iam_policy_document?: Record<string, { statement: Statement[] }> })
    .aws_iam_policy_document;
  return Object.entries(resources.aws_iam_role ?? {}).flatMap(([label, { name }]) => [
    `  ${name}`,
    ...(documents?.[`${label}_trust`]?.statement ?? []).flatMap(whoIsTrusted).map((who) => `    ${who}`),
  ]);
}

function whoIsTrusted({ principals = [], condition = [] }: Statement): readonly string[] {
  const subjects = condition.find(({ variable }) => variable.endsWith(":sub"));
  return subjects?.values ?? principals.flatMap(({ identifiers }) => identifiers);
}
