import { TerraformDataSource, type TerraformResource } from "cdktf";

type Element = TerraformResource | TerraformDataSource;

/**
 * A reference to an attribute, as Terraform writes it: `${aws_iam_role.ci.arn}`. CDKTF's own, `role.arn`, does the same
 * with a token, and with thousands of roles the tokens took a third of synthesis. Call it only after the element has got its
 * address.
 */
export function reference<E extends Element>(element: E, attribute: keyof E & ("arn" | "json" | "name")): string {
  const mode = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  return `\${${mode}${element.terraformResourceType}.${element.friendlyUniqueId}.${attribute}}`;
}
