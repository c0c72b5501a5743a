import { UNKNOWN } from "../../text";
import { ExpressionSyntaxError } from "../expression/cursor";
import { madeOnlyIf } from "../expression/elsewhere";
import { evaluate, type Scope } from "../expression/evaluate";
import { elementsOf, within } from "../expression/evaluate-for";
import { isUnknown, objectOf, textOf, type Value } from "../expression/value";
import { isGrantingBlock } from "./may-grant";

/** The value of an argument or of a whole body, as Terraform JSON writes it: every text may contain expressions. */
export function resolve(raw: unknown, scope: Scope): Value {
  if (typeof raw === "string") return resolveText(raw, scope);
  if (isStatic(raw)) return raw;
  if (typeof raw === "number") return scope.evaluation.unknown(`the number ${raw} has more digits than are read here`);
  return scope.evaluation.step(() => {
    if (Array.isArray(raw)) return raw.map((item) => resolve(item, scope));
    return resolveObject(raw as Record<string, unknown>, scope);
  });
}

/** Whether it contains no expression, and so is its own value, like most of a configuration. */
export function isStatic(raw: unknown): raw is Value {
  if (typeof raw === "string") return !holdsExpression(raw) && (!/[^\0-\u02ff]/.test(raw) || raw === raw.normalize());
  if (typeof raw === "number") return isExact(raw);
  if (typeof raw !== "object" || raw === null) return true;
  if (Array.isArray(raw)) return raw.every(isStatic);
  for (const key in raw) if (holdsExpression(key) || !isStatic((raw as Record<string, unknown>)[key])) return false;
  return true;
}

/** A longer one may have been written with digits that a double does not hold. */
const isExact = (number: number): boolean => !Number.isInteger(number) || Number.isSafeInteger(number);

const holdsExpression = (text: string): boolean => text.includes("${") || text.includes("%{");

export function resolveText(text: string, scope: Scope): Value {
  if (!holdsExpression(text)) return text.normalize();
  try {
    return evaluate(scope.evaluation.parse(text), scope);
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return scope.evaluation.unknown(`an expression is not valid: ${error.message}`);
  }
}

function resolveObject(raw: Record<string, unknown>, scope: Scope): Value {
  const entries = Object.entries(raw).map(([key, value]): [string, Value] => [
    textOf(resolveText(key, scope)) ?? UNKNOWN,
    resolve(value, scope),
  ]);
  return objectOf(entries);
}

/**
 * One argument of a body, or its nested blocks of one type, including dynamic ones.
 * @returns `undefined` if the body has none
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export function resolveArgument(
  body: Readonly<Record<string, unknown>>,
  name: string,
  scope: Scope,
): Value | undefined {
  const written = Object.hasOwn(body, name) ? body[name] : undefined;
  const dynamic = dynamicBlocks(body).filter(({ type }) => type === name);
  if (dynamic.length === 0) return written === undefined ? undefined : resolveNested(written, scope);
  const blocks: Value[] = written === undefined ? [] : [resolveNested(written, scope)].flat();
  return [...blocks, ...dynamic.flatMap((block) => expandDynamic(block, scope))];
}

/** Names of the arguments and blocks of a body, except those that Terraform itself reads. */
export const argumentNames = (body: Readonly<Record<string, unknown>>): string[] => [
  ...new Set([
    ...Object.keys(body).filter((name) => !META_ARGUMENTS.has(name)),
    ...dynamicBlocks(body).map(({ type }) => type),
  ]),
];

const META_ARGUMENTS = new Set(["//", "count", "depends_on", "dynamic", "for_each", "lifecycle", "provider"]);

/** Bodies of nested blocks, which may contain dynamic blocks; any other value as it is. */
function resolveNested(raw: unknown, scope: Scope): Value {
  if (Array.isArray(raw)) return raw.map((item) => resolveNested(item, scope));
  if (typeof raw !== "object" || raw === null) return resolve(raw, scope);
  const body = raw as Record<string, unknown>;
  if (dynamicBlocks(body).length === 0) return resolve(raw, scope);
  const names = new Set([...Object.keys(body).filter((name) => name !== "dynamic"), ...dynamicTypes(body)]);
  return scope.evaluation.step(() =>
    objectOf([...names].map((name): [string, Value] => [name, resolveArgument(body, name, scope) ?? null])),
  );
}

/** The dynamic blocks of a body and of its nested blocks. */
export function dynamicBlocksIn(body: Readonly<Record<string, unknown>>): DynamicBlock[] {
  const own = dynamicBlocks(body);
  const nested = Object.entries(body).flatMap(([name, value]) => (name === "dynamic" ? [] : objects(value)));
  return [...own, ...[...nested, ...own.flatMap(({ content }) => objects(content))].flatMap(dynamicBlocksIn)];
}

export interface DynamicBlock {
  readonly type: string;
  readonly forEach: unknown;
  readonly iterator: string;
  readonly content: unknown;
}

const dynamicTypes = (body: Readonly<Record<string, unknown>>): string[] => dynamicBlocks(body).map(({ type }) => type);

function dynamicBlocks(body: Readonly<Record<string, unknown>>): DynamicBlock[] {
  if (!Object.hasOwn(body, "dynamic")) return [];
  return objects(body.dynamic).flatMap((labelled) =>
    Object.entries(labelled).flatMap(([type, definition]) =>
      objects(definition)
        .filter((block) => Object.hasOwn(block, "for_each") && Object.hasOwn(block, "content"))
        .map(({ for_each: forEach, iterator, content }) => ({
          type,
          forEach,
          // The HCL parser writes a name as an expression.
          iterator: typeof iterator === "string" ? iterator.replace(/^\$\{(.*)\}$/, "$1") : type,
          content,
        })),
    ),
  );
}

function expandDynamic({ type, forEach, iterator, content }: DynamicBlock, scope: Scope): Value[] {
  const { value: collection, trace } = scope.evaluation.traced(() => resolve(forEach, scope));
  scope.evaluation.use({ value: collection, trace });
  // One block represents all blocks of an unknown collection.
  const elements = isUnknown(collection) ? [[UNKNOWN, UNKNOWN] as const] : elementsOf(collection);
  const off = elements?.length === 0 && isGrantingBlock(type) ? madeOnlyIf(trace.of("references")) : undefined;
  // An empty variable says so itself.
  if (off !== undefined && trace.of("unset").size === 0) scope.evaluation.unlessSet(`its block ${type} ${off}`);
  if (!elements) return [scope.evaluation.fail(`for_each of the dynamic block ${type} is not a collection`)];
  return elements.flatMap(([key, value]) => {
    const names = new Map([[iterator, objectOf([["key", key] as const, ["value", value] as const])]]);
    return [resolveNested(content, within(scope, names))].flat();
  });
}

const objects = (value: unknown): Record<string, unknown>[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "object" && item !== null);
