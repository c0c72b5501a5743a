import { type AnyText, isKnown, known, rawText } from "../text";
import type { Patterns } from "./statement";
import { any, not, or, type Ternary } from "./ternary";
import { type Matcher, textMatcher } from "./wildcard";

/**
 * The element Action or NotAction. Service and action names are case-insensitive; here all are in lower case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export interface ActionList {
  readonly matches: (action: AnyText) => Ternary;
  /** The only services whose actions can match; undefined: any service. */
  readonly services?: ReadonlySet<string>;
}

/** `s3` of `s3:getobject`. */
export const serviceOf = (action: string): string => action.slice(0, Math.max(action.indexOf(":"), 0));

/** Looks names up and tries only the wildcards of the action's own service: thousands of actions are checked. */
export function compileActions({ not: negated, patterns }: Patterns): ActionList {
  const names = new Set<string>();
  const everything: Matcher[] = [];
  const anyService: Matcher[] = [];
  const byService = new Map<string, Matcher[]>();
  for (const pattern of patterns) {
    const folded = rawText(pattern).toLowerCase();
    const test = textMatcher(folded, true);
    everything.push(test);
    const [, service] = /^([a-z0-9-]+):/.exec(folded) ?? [];
    const isName = isKnown(folded) && !/[*?]/.test(folded);
    if (isName) names.add(folded);
    if (service === undefined) anyService.push(test);
    else {
      const tests = byService.get(service) ?? [];
      if (!isName) tests.push(test);
      byService.set(service, tests);
    }
  }

  const listed = (action: AnyText): Ternary => {
    const name = known(action);
    if (name === undefined) return any(everything, (test) => test(action));
    if (names.has(name)) return true;
    const own = byService.get(serviceOf(name)) ?? [];
    return or(
      any(own, (test) => test(action)),
      any(anyService, (test) => test(action)),
    );
  };
  if (negated) return { matches: (action) => not(listed(action)) };
  return { matches: listed, ...(anyService.length === 0 && { services: new Set(byService.keys()) }) };
}
