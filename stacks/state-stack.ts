import {
  S3Backend,
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../config/config";
import { type TerraformJson, terraformJson } from "./terraform-json";

/** A stack with its own state in S3. */
export abstract class StateStack extends TerraformStack {
  constructor(scope: Construct, id: string, { terraform }: Config) {
    super(scope, id);
    this.addOverride("terraform.required_version", terraform.version);
    const { bucket, key, region, lock } = terraform.state;
    const backend = new S3Backend(this, { bucket, key: key.replaceAll("<stack>", id), region });
    if (lock === "native") backend.addOverride("use_lockfile", true); // CDKTF 0.21 has no property for it.

    this.node.addValidation({ validate: () => duplicateAddresses(this) });
  }

  /** Sets the version range of a provider, which its binding would pin to one version. */
  protected requireProvider(name: string, version: string): void {
    this.addOverride(`terraform.required_providers.${name}`, { source: `hashicorp/${name}`, version });
  }

  override toTerraform(): TerraformJson {
    return terraformJson(this);
  }
}

/** CDKTF silently merges two elements with the same address. */
function duplicateAddresses(stack: TerraformStack): string[] {
  const paths = new Map<string, string[]>();
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    const address = addressOf(element);
    const users = address && paths.get(address);
    if (users) users.push(element.node.path);
    else if (address) paths.set(address, [element.node.path]);
  }
  return [...paths]
    .filter(([, users]) => users.length > 1)
    .map(([address, users]) => `${address} is declared ${users.length} times: ${users.join(", ")}`);
}

/** `resource.aws_iam_role.x`, `data.aws_iam_policy_document.x`, `variable.x`, `output.x`; nothing for a provider or backend. */
function addressOf(element: TerraformElement): string | undefined {
  const label = element.friendlyUniqueId;
  if (TerraformResource.isTerraformResource(element)) return `resource.${element.terraformResourceType}.${label}`;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}.${label}`;
  if (TerraformOutput.isTerraformOutput(element)) return `output.${label}`;
  return element instanceof TerraformVariable ? `variable.${label}` : undefined;
}
