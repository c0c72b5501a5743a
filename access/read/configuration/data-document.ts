import type { Value } from "../expression/value";
import { lifecycleDocument } from "./lifecycle-document";
import { policyDocument } from "./policy-document";

/** Attributes of data sources that only write JSON from their arguments; `undefined` for others. */
export function dataDocument(
  type: string,
  attribute: string,
  argument: (name: string) => Value | undefined,
): Value | undefined {
  if (attribute !== "json" && attribute !== "minified_json") return undefined;
  if (type === "aws_iam_policy_document") return JSON.stringify(policyDocument(argument));
  return type === "aws_ecr_lifecycle_policy_document" ? JSON.stringify(lifecycleDocument(argument)) : undefined;
}
