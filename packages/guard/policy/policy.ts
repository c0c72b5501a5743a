import { type AnyText, known, type PartialText, rawText, readable } from "../text";
import { type ActionList, compileActions, serviceOf } from "./action-list";
import { resourceMatcher } from "./arn";
import { type CompiledCondition, compileCondition } from "./condition";
import { type Context, shown } from "./context";
import type { Patterns, Principals, Statement } from "./statement";
import { anyMatches, noneMatches, type Template, template } from "./template";
import type { Ternary } from "./ternary";

/** A policy that can be evaluated any number of times; made by {@link compilePolicy}. */
export interface Policy {
  /** How messages refer to it: `policy S3Access`, `trust policy of aws_iam_role.deploy`. */
  readonly label: string;
  /** Its statements that may match the action (in lower case), in order. */
  readonly concerning: (action: PartialText) => Statements;
}

export interface Statements {
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
}

export interface CompiledStatement {
  readonly policy: string;
  /** `statement "Sid"` or, without a Sid, `statement 0`. */
  readonly label: string;
  /** Position in the policy. */
  readonly index: number;
  readonly effect: Statement["effect"];
  readonly principals?: Principals;
  readonly action: ActionList;
  readonly resource: (resource: AnyText, context: Context) => Ternary;
  readonly conditions: readonly CompiledCondition[];
}

export function compilePolicy(label: string, statements: readonly Statement[]): Policy {
  const compiled = statements.map((statement, index) => compileStatement(label, statement, index));
  const every = sorted(compiled);
  const byService = new Map<string, Statements>();
  return {
    label,
    concerning(action) {
      const name = known(action);
      if (name === undefined) return every;
      const service = serviceOf(name);
      const found =
        byService.get(service) ?? sorted(compiled.filter((one) => one.action.services?.has(service) ?? true));
      byService.set(service, found);
      return found;
    },
  };
}

const sorted = (statements: readonly CompiledStatement[]): Statements => ({
  allows: statements.filter(({ effect }) => effect === "Allow"),
  denies: statements.filter(({ effect }) => effect === "Deny"),
});

function compileStatement(policy: string, statement: Statement, index: number): CompiledStatement {
  const { sid, effect, principals, actions, resources, conditions, version } = statement;
  const variables = version !== "2008-10-17";
  return {
    policy,
    label: sid === undefined ? `statement ${index}` : `statement ${shown(readable(sid))}`,
    index,
    effect,
    principals,
    action: compileActions(actions),
    resource: resources ? compileResources(resources, variables, principals === undefined) : () => true,
    conditions: conditions.map((condition) => compileCondition(condition, variables)),
  };
}

/** @param identity whether the policy is attached to a user or role, so that AWS completes its ARNs */
function compileResources(
  { not, patterns }: Patterns,
  variables: boolean,
  identity: boolean,
): CompiledStatement["resource"] {
  const templates = patterns.map(rawText).map((pattern) => {
    const missing = identity ? missingFields(pattern, variables) : 0;
    const written = resourceTemplate(pattern, variables);
    return missing > 0 ? either(resourceTemplate(pattern + ":*".repeat(missing), variables), written) : written;
  });
  if (not) return (resource, context) => noneMatches(templates, resource, context);
  return (resource, context) => anyMatches(templates, resource, context);
}

function resourceTemplate(pattern: string, variables: boolean): Template {
  const compiled = template(pattern, { wildcards: true, variables, compare: resourceMatcher });
  const colons = pattern.split("${", 1).join("").split(":").length - 1;
  if (!variables || !pattern.includes("${") || colons >= 5) return compiled;
  // AWS allows variables only after the fifth colon, and does not say what happens to others.
  return { matches: (value, context) => (compiled.matches(value, context) === false ? false : "unknown") };
}

/**
 * How many fields AWS adds to an ARN that has fewer than six of them: `arn:aws:sqs` becomes `arn:aws:sqs:*:*:*`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
function missingFields(pattern: string, variables: boolean): number {
  if (!pattern.startsWith("arn:")) return 0;
  const [text = "", ...others] = variables ? pattern.split("${") : [pattern];
  const plain = [text, ...others.map((part) => part.slice(part.indexOf("}") + 1))].join("");
  return Math.max(0, ARN_FIELDS - plain.split(":").length);
}
const ARN_FIELDS = 6;

/** Where the completed ARN does not match, the one as written might: its `*` may match colons too. */
const either = (completed: Template, written: Template): Template => ({
  matches(value, context) {
    const matched = completed.matches(value, context);
    return matched === false && written.matches(value, context) !== false ? "unknown" : matched;
  },
});
