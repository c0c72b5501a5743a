import { isKnown } from "../text";
import type { Patterns } from "./statement";
import { any, not, type Tri } from "./tri";
import { type Matcher, matcher, wildcardCodes } from "./wildcard";

/**
 * The element Action or NotAction. Neither service nor action name has case.
 * @param action in lower case
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export type ActionList = (action: string) => Tri;

/** Looks names up and tries only the wildcards of the action's own service: thousands of actions are asked about. */
export function compileActions({ not: negated, patterns }: Patterns): ActionList {
  const names = new Set<string>();
  const everything: Matcher[] = [];
  const anyService: Matcher[] = [];
  const byService = new Map<string, Matcher[]>();
  for (const pattern of patterns) {
    const folded = pattern.toLowerCase();
    const matches = matcher(wildcardCodes(folded));
    everything.push(matches);
    const [, service] = /^([a-z0-9-]+):/.exec(folded) ?? [];
    if (isKnown(folded) && !/[*?]/.test(folded)) names.add(folded);
    else if (service === undefined) anyService.push(matches);
    else if (byService.get(service)?.push(matches) === undefined) byService.set(service, [matches]);
  }
  for (const matchers of byService.values()) for (const matches of anyService) matchers.push(matches);

  const listed: ActionList = (action) => {
    if (!isKnown(action)) return any(everything, (matches) => matches(action));
    if (names.has(action)) return true;
    const tried = byService.get(action.slice(0, action.indexOf(":"))) ?? anyService;
    return tried.length === 0 ? false : any(tried, (matches) => matches(action));
  };
  return negated ? (action) => not(listed(action)) : listed;
}
