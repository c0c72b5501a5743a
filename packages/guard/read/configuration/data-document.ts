import { jsonInOrder } from "../expression/functions/json";
import { isObject, isUnknown, textOf, type Value, type ValueObject } from "../expression/value";
import { lifecycleDocument } from "./lifecycle-document";
import { policyDocument } from "./policy-document";

/** Attributes of data sources that only compose a text from their arguments; `undefined` for others. */
export function dataDocument(
  type: string,
  attribute: string,
  argument: (name: string) => Value | undefined,
  render?: (text: string, variables: ValueObject) => Value,
): Value | undefined {
  if (type === "template_file" && attribute === "rendered") return rendered(argument, render);
  if (attribute !== "json" && attribute !== "minified_json") return undefined;
  if (type === "aws_iam_policy_document") return jsonInOrder(policyDocument(argument));
  return type === "aws_ecr_lifecycle_policy_document" ? jsonInOrder(lifecycleDocument(argument)) : undefined;
}

/** Superseded by `templatefile`, but still in use. @see https://registry.terraform.io/providers/hashicorp/template/latest/docs/data-sources/file */
function rendered(
  argument: (name: string) => Value | undefined,
  render?: (text: string, variables: ValueObject) => Value,
): Value | undefined {
  const template = argument("template") ?? null;
  const variables = argument("vars") ?? {};
  const text = isUnknown(template) ? undefined : textOf(template);
  return text !== undefined && isObject(variables) ? render?.(text, variables) : undefined;
}
