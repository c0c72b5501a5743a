import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../config/config";

/** Terraform JSON: https://developer.hashicorp.com/terraform/language/syntax/json */
export type TerraformJson = { readonly [block: string]: unknown };

/** A stack with its own state in S3 and the account's AWS provider. */
export abstract class BaseStack extends TerraformStack {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const { aws, terraform, tags, posture } = config;
    const tagged = posture === "hardened" && Object.keys(tags).length > 0;
    new AwsProvider(this, "aws", {
      region: aws.region,
      allowedAccountIds: [aws.account],
      defaultTags: tagged ? [{ tags }] : undefined,
    });
    this.addOverride("terraform.required_version", terraform.version);
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: terraform.awsProvider });

    const { bucket, key, region, lock } = terraform.state;
    const backend = new S3Backend(this, { bucket, key: key.replaceAll("<stack>", id), region });
    if (lock === "native") backend.addOverride("use_lockfile", true); // CDKTF 0.21 has no property for it.

    this.node.addValidation({ validate: () => duplicateAddresses(this) });
  }

  /** Without the `//` block that CDKTF writes into every resource: Terraform needs none, and a reviewer neither. */
  override toTerraform(): TerraformJson {
    const { "//": metadata, ...json } = super.toTerraform() as Record<string, unknown>;
    return { "//": metadata, ...(withoutComments(json) as TerraformJson) };
  }
}

function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (key === "//" ? [] : [[key, withoutComments(child)]])),
  );
}

/** CDKTF merges two elements of one address into one, silently. */
function duplicateAddresses(stack: TerraformStack): string[] {
  const paths = new Map<string, string[]>();
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    const address = addressOf(element);
    if (address) paths.set(address, [...(paths.get(address) ?? []), element.node.path]);
  }
  return [...paths]
    .filter(([, users]) => users.length > 1)
    .map(([address, users]) => `${address} is declared ${users.length} times: ${users.join(", ")}`);
}

/** `aws_iam_role.x`, `data.aws_iam_policy_document.x`, `var.x`, `output.x`; nothing for a provider or backend. */
function addressOf(element: TerraformElement): string | undefined {
  const [[kind, body] = []] = Object.entries(element.toTerraform() as Record<string, object>);
  if (kind === "provider" || kind === "terraform" || kind === undefined || body === undefined) return undefined;
  const type = Object.keys(body)[0];
  return kind === "resource" || kind === "data" ? `${kind}.${type}.${element.friendlyUniqueId}` : `${kind}.${type}`;
}
