import { isList, isObject, memberOf, objectOf, type Value, type ValueObject } from "../expression/value";

const NAMES: readonly (readonly [argument: string, member: string])[] = [
  ["tag_status", "tagStatus"],
  ["tag_prefix_list", "tagPrefixList"],
  ["tag_pattern_list", "tagPatternList"],
  ["count_type", "countType"],
  ["count_unit", "countUnit"],
  ["count_number", "countNumber"],
];

/**
 * The policy that a data source `aws_ecr_lifecycle_policy_document` writes.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ecr_lifecycle_policy_document
 */
export const lifecycleDocument = (argument: (name: string) => Value | undefined): ValueObject =>
  objectOf([["rules", blocks(argument("rule")).map(rule)]]);

function rule(block: ValueObject): Value {
  const selection = blocks(memberOf(block, "selection"))[0];
  const action = blocks(memberOf(block, "action"))[0];
  return present([
    ["rulePriority", memberOf(block, "priority")],
    ["description", memberOf(block, "description")],
    ["selection", selection && present(NAMES.map(([argument, member]) => [member, memberOf(selection, argument)]))],
    ["action", present([["type", (action && memberOf(action, "type")) ?? "expire"]])],
  ]);
}

const blocks = (value: Value | undefined): ValueObject[] =>
  (value === undefined ? [] : isList(value) ? value : [value]).filter(isObject);

const present = (entries: readonly (readonly [string, Value | undefined])[]): ValueObject =>
  objectOf(entries.filter((entry): entry is readonly [string, Value] => entry[1] !== undefined && entry[1] !== null));
