import type { CausedFinding } from "./merged";
import { type AccessModel, type Alternative, whenOf } from "./model";
import { folded } from "./support/folded";
import { perObject } from "./support/memo";

/** A finding with the root module that it is in. */
export interface PlacedFinding {
  readonly root: string;
  readonly finding: CausedFinding;
}

/** The findings of the first reading, then those that only alternatives have, each once with when it holds. */
export function inEveryReading(
  first: readonly PlacedFinding[],
  alternatives: readonly Alternative[],
  judge: (model: AccessModel) => readonly PlacedFinding[],
): CausedFinding[] {
  const told = new Set(first.map((one) => placeOf(one)));
  const said = new Set(first.map(wordsOf));
  const more = new Map<string, { readonly finding: CausedFinding; readonly whens: Set<string> }>();
  const placesIn = perObject((model: AccessModel) => new Set(judge(model).map((one) => placeOf(one))));
  for (const alternative of alternatives) {
    const found = judge(alternative.model).filter((one) => !isTold(told, one) && !said.has(wordsOf(one)));
    if (found.length === 0) continue;
    // Some are found only because other root modules are missing.
    const alone = placesIn(alternative.first());
    for (const one of found) {
      if (isTold(alone, one)) continue;
      const { root, finding } = one;
      const place = [placeOf(one, anyInstance(finding.address)), placeOf(one)].find((key) => more.has(key));
      const when = whenOf(alternative, root);
      if (place === undefined) more.set(placeOf(one), { finding, whens: new Set([when]) });
      else more.get(place)?.whens.add(when);
    }
  }
  return [
    ...first.map(({ finding }) => finding),
    ...Array.from(more.values(), ({ finding, whens }) => holding(finding, whens)),
  ];
}

const isTold = (told: ReadonlySet<string>, one: PlacedFinding): boolean =>
  told.has(placeOf(one)) || told.has(placeOf(one, anyInstance(one.finding.address)));

const placeOf = ({ root, finding }: PlacedFinding, address = finding.address): string =>
  JSON.stringify([finding.rule, finding.severity, root, address]);

/** The same for one place in a file that several root modules use, such as a manifest. */
const wordsOf = ({ finding: { rule, severity, address, file, message } }: PlacedFinding): string =>
  JSON.stringify([rule, severity, address, file, message]);

/** The address of the one that stands for all instances, where they are not known. */
const anyInstance = (address: string): string => address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "[*]");

/** The line stays to be looked up. */
function holding(finding: CausedFinding, whens: ReadonlySet<string>): CausedFinding {
  const one = Object.defineProperties({} as CausedFinding, Object.getOwnPropertyDescriptors(finding));
  const message = `${finding.message} This holds ${folded([...whens])}.`;
  return Object.defineProperty(one, "message", { value: message, enumerable: true });
}
