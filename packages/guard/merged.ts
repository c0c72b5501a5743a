import type { Finding } from "./finding";
import { folded } from "./support/folded";

/** A finding that may have the same cause as others. */
export type CausedFinding = Finding & { readonly cause?: string };

/** Findings of one rule with one cause become one: the first, which names the other places. */
export function merged(findings: readonly CausedFinding[]): Finding[] {
  const groups = new Map<unknown, CausedFinding[]>();
  for (const finding of findings) {
    const { rule, severity, cause, exemption } = finding;
    const key = cause === undefined ? finding : JSON.stringify([rule, severity, cause, exemption]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap(([first, ...more]) => (first ? [withOthers(first, more)] : []));
}

function withOthers(first: CausedFinding, more: readonly CausedFinding[]): Finding {
  const others = new Set(more.map(({ address }) => address).filter((address) => address !== first.address));
  // The line stays to be looked up.
  const { cause: _, ...finding } = Object.getOwnPropertyDescriptors(first);
  const one: Finding = Object.defineProperties({} as Finding, finding);
  if (others.size === 0) return one;
  const message = `${first.message} The same holds for ${folded([...others])}.`;
  return Object.defineProperty(one, "message", { value: message, enumerable: true });
}
