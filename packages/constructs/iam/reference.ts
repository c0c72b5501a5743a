import { TerraformDataSource, type TerraformResource } from "cdktf";

type Element = TerraformResource | TerraformDataSource;

/**
 * A reference to an attribute, as Terraform writes it: `${aws_iam_role.ci.arn}`. CDKTF's own, `role.arn`, says the same
 * by a token, and with thousands of roles the tokens took a third of synthesis. To be called once the element has its
 * address.
 */
export function reference<E extends Element>(element: E, attribute: keyof E & ("arn" | "json" | "name")): string {
  const mode = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  return `\${${mode}${element.terraformResourceType}.${element.friendlyUniqueId}.${attribute}}`;
}
