import type { Finding } from "./finding";
import { folded } from "./support/folded";

/** A finding that may have the same cause as others. */
export type CausedFinding = Finding & { readonly cause?: string };

/**
 * Findings of one rule with one cause become one: the first, which names the other places. What is said twice of one place
 * is said once, such as of a file that a function reads as well.
 */
export function merged(findings: readonly CausedFinding[]): Finding[] {
  const groups = new Map<string, [CausedFinding, ...CausedFinding[]]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap(([first, ...more]) =>
    first.cause === undefined ? atEachLine([first, ...more]) : [withOthers(first, more)],
  );
}

const keyOf = ({ rule, severity, exemption, cause, address, file, message }: CausedFinding): string =>
  JSON.stringify([rule, severity, exemption, cause === undefined ? [address, file, message] : cause]);

/** Lines are looked up only where there are several: that takes long. */
const atEachLine = (same: readonly Finding[]): Finding[] =>
  same.length === 1 ? [...same] : [...new Map(same.map((one) => [one.line, one])).values()];

function withOthers(first: CausedFinding, more: readonly CausedFinding[]): Finding {
  const others = new Set(more.map(({ address }) => address).filter((address) => address !== first.address));
  // The line stays to be looked up.
  const { cause: _, ...finding } = Object.getOwnPropertyDescriptors(first);
  const one: Finding = Object.defineProperties({} as Finding, finding);
  if (others.size === 0) return one;
  const message = `${first.message} The same holds for ${folded([...others])}.`;
  return Object.defineProperty(one, "message", { value: message, enumerable: true });
}
