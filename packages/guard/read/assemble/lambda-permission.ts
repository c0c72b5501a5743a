import type { Json, Resolved } from "../../model";
import { asText, jsonOf } from "../../support/json";
import { known, rawText } from "../../text";
import type { ReadResource } from "../resource";

const CONDITIONS: readonly (readonly [argument: string, operator: string, key: string])[] = [
  ["source_arn", "ArnLike", "AWS:SourceArn"],
  ["source_account", "StringEquals", "AWS:SourceAccount"],
  ["principal_org_id", "StringEquals", "aws:PrincipalOrgID"],
  ["event_source_token", "StringEquals", "lambda:EventSourceToken"],
  ["function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"],
];

/**
 * The policy that `aws_lambda_permission` adds to its function.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function lambdaPermission(resource: ReadResource): Resolved {
  const principal = resource.attribute("principal");
  const id = asText(principal.value);
  const conditions: Record<string, Record<string, Json>> = {};
  const parts = [principal, resource.attribute("action")];
  for (const [argument, operator, key] of CONDITIONS) {
    const written = resource.argument(argument);
    if (!written) continue;
    parts.push(written);
    conditions[operator] = { ...conditions[operator], [key]: written.value };
  }
  const type = /^[\w.\uFFFC-]+\.amazonaws\.com(?:\.cn)?$/.test(rawText(id)) ? "Service" : "AWS";
  const statement = {
    Effect: "Allow",
    Principal: known(id) === "*" ? "*" : { [type]: id },
    Action: asText(resource.attribute("action").value),
    Resource: "*",
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
  return {
    value: jsonOf({ Version: "2012-10-17", Statement: [statement] }),
    whys: [...new Set(parts.flatMap(({ whys }) => whys))],
    references: [...new Set(parts.flatMap(({ references }) => references))],
  };
}
