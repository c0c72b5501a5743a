import type { Body } from "../source/module-source";

/** Parts of a plan, read without assumptions about its form. @see https://developer.hashicorp.com/terraform/internals/json-format */
export const planObject = (value: unknown, ...path: readonly string[]): Body => {
  let at: unknown = value;
  for (const key of path) at = planMember(at, key);
  return isBody(at) ? at : {};
};

export const planList = (value: unknown, key: string): readonly unknown[] => {
  const found = planMember(value, key);
  return Array.isArray(found) ? found : [];
};

export const planText = (value: unknown, key: string): string => {
  const found = planMember(value, key);
  return typeof found === "string" ? found : "";
};

export const planMember = (value: unknown, key: string): unknown =>
  isBody(value) && Object.hasOwn(value, key) ? value[key] : undefined;

const isBody = (value: unknown): value is Body => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * An expression of the configuration: its constant, or what it refers to, but not how. For an expression in JSON syntax,
 * Terraform writes the text of the template as its constant: it is never the value.
 */
export interface PlanExpression {
  readonly constant?: unknown;
  /** `aws_iam_role.ci.arn`; the shorter `aws_iam_role.ci` that the plan adds is left out. */
  readonly references: readonly string[];
}

export function expressionOf(value: unknown): PlanExpression | undefined {
  if (!isBody(value)) return undefined;
  const all = planList(value, "references").filter((reference) => typeof reference === "string");
  const references = all.filter(
    (reference) => !all.some((other) => other.startsWith(`${reference}.`) || other.startsWith(`${reference}[`)),
  );
  const isConstant = Object.hasOwn(value, "constant_value") && all.length === 0 && !hasTemplate(value.constant_value);
  return { ...(isConstant && { constant: value.constant_value }), references };
}

/** Whether it may be a template, also one without references: `${timestamp()}`, or `$${` for `${`. */
function hasTemplate(constant: unknown): boolean {
  if (typeof constant === "string") return /[$%]\{/.test(constant);
  if (typeof constant !== "object" || constant === null) return false;
  return Object.entries(constant).some(([key, part]) => hasTemplate(key) || hasTemplate(part));
}

/** The module's path without instance keys: `module.a["x"].module.b` is `["a", "b"]`. */
export const callsIn = (moduleAddress: string): string[] =>
  [...moduleAddress.matchAll(/(?:^|\.)module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g)].map(
    ([, name]) => name ?? "",
  );
