import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { pinned } from "@openhands-aws/constructs";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { canvasKeyParameters } from "../../config/canvas-keys";
import type { Config } from "../../config/config";

/**
 * Agent Canvas' keys, at random. An ephemeral value is passed to AWS once, when the parameter is created, and is in no
 * plan and no state. For another value, write a new version of the parameter by hand: Terraform does not see it.
 * @see https://developer.hashicorp.com/terraform/language/manage-sensitive-data/ephemeral
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export function addCanvasKeys(scope: Construct, config: Config): void {
  for (const { label, name, description } of canvasKeyParameters(config)) {
    TerraformStack.of(scope).addOverride(`ephemeral.aws_secretsmanager_random_password.${label}`, {
      password_length: 48,
      exclude_punctuation: true,
    });
    const valueWo = `\${ephemeral.aws_secretsmanager_random_password.${label}.random_password}`;
    pinned(
      new SsmParameter(scope, label, { name, description, type: "SecureString", valueWo, valueWoVersion: 1 }),
      label,
    );
  }
}
