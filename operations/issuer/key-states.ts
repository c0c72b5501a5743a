import { clock } from "../clock";
import { seenFrom, uselessFrom } from "./cache";
import type { KeyRecords } from "./key-records";
import type { SigningKey } from "./signing-keys";

/** Where a key is in its life, and what may come next. */
export interface KeyState {
  readonly kid: string;
  readonly alg: string;
  /** Whether the API server has it, to verify with. */
  readonly served: boolean;
  /** Whether the API server signs with it. */
  readonly signs: boolean;
  readonly published: boolean;
  readonly next: string;
}

interface Known {
  readonly served: readonly SigningKey[];
  readonly published: readonly SigningKey[];
  readonly records: KeyRecords;
  /** The kid of a token that the API server has just issued. */
  readonly signing?: string;
  readonly now: Date;
  readonly longestToken: number;
}

/** The phases of a rollover, by what is there. */
export function keyStates(known: Known): KeyState[] {
  const { served, published, signing } = known;
  const all = [...served, ...published.filter(({ kid }) => !served.some((key) => key.kid === kid))];
  return all.map((key) => {
    const { kid, alg } = key;
    const state = {
      ...{ kid, alg, signs: kid === signing, served: served.includes(key) },
      published: published.some((other) => other.kid === kid),
    };
    return { ...state, next: nextOf(state, known) };
  });
}

/** Why AWS refuses the tokens of now, where the API server signs with a key that AWS may not have read yet. */
export function earlySigning(known: Known): string | undefined {
  const { signing, published, records, now } = known;
  const added = records.get(signing ?? "")?.added;
  if (signing === undefined || isFirst(known, added)) return undefined;
  const earlier = known.served.filter(({ kid }) => kid !== signing && published.some((key) => key.kid === kid));
  const back = earlier.length > 0 ? ` Let it sign with ${earlier.map(({ kid }) => kid).join(" or ")} until then.` : "";
  if (!published.some(({ kid }) => kid === signing))
    return `The API server signs with the key ${signing}, which is not published: AWS refuses its tokens. Publish it first; two hours later it can sign.${back}`;
  const from = added && seenFrom(added);
  if (!from || from <= now) return undefined;
  return `The API server signs too early with the key ${signing}: until ${clock(from)}, AWS may have only the documents without it, and refuses its tokens then.${back}`;
}

/** Whether there were no documents before those with the key that was added then. */
const isFirst = ({ published, records }: Known, added: Date | undefined): boolean =>
  published.every(({ kid }) => records.get(kid)?.added?.getTime() === added?.getTime());

function nextOf({ kid, served, signs, published }: Omit<KeyState, "next">, known: Known): string {
  const { records, now, longestToken } = known;
  const { added, retired } = records.get(kid) ?? {};
  if (!served) {
    if (!retired) return "is not the API server's";
    const from = uselessFrom(retired, longestToken);
    return from <= now ? `can be dropped: issuer publish --drop ${kid} --yes` : `can be dropped from ${clock(from)} on`;
  }
  if (!published) return "is not published yet";
  const from = added && seenFrom(added);
  if (signs) {
    if (!from || from <= now || isFirst(known, added)) return "signs";
    return `signs too early: until ${clock(from)}, AWS may have only the documents without it`;
  }
  if (!from) return "is published";
  return from <= now ? "can sign now, if it is the next one" : `can sign from ${clock(from)} on, if it is the next one`;
}
