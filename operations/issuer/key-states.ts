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
  const { signing, published, served } = known;
  if (signing === undefined || published.length === 0) return undefined;
  const isPublished = (kid: string) => published.some((key) => key.kid === kid);
  const usable = served.filter(({ kid }) => isPublished(kid) && !earlyUntil(kid, known)).map(({ kid }) => kid);
  const instead = usable.length > 0 && ` Let it sign with ${usable.join(" or ")} until then.`;
  if (!isPublished(signing))
    return `The API server signs with the key ${signing}, which is not published: AWS refuses its tokens. Publish it first; two hours later it can sign.${instead || ""}`;
  const until = earlyUntil(signing, known);
  if (!until) return undefined;
  return `The API server signs too early with the key ${signing}: until ${clock(until)}, AWS may have only the documents without it, and refuses its tokens then.${instead || " The API server has no key that AWS is sure to know: wait until then."}`;
}

/** Until when AWS may have only documents without the published key. A key of the first publication was in all of them. */
function earlyUntil(kid: string, { records, now }: Known): Date | undefined {
  const added = records.get(kid)?.added;
  const until = added && seenFrom(added);
  if (!until || until <= now) return undefined;
  const wereWithout = [...records.values()].some((other) =>
    other.dropped ? other.dropped <= added : other.added && other.added < added,
  );
  return wereWithout ? until : undefined;
}

function nextOf({ kid, served, signs, published }: Omit<KeyState, "next">, known: Known): string {
  const { records, now, longestToken } = known;
  const { added, retired } = records.get(kid) ?? {};
  if (!served) {
    if (!retired) return "is not the API server's";
    const from = uselessFrom(retired, longestToken);
    return from <= now ? `can be dropped: issuer publish --drop ${kid} --yes` : `can be dropped from ${clock(from)} on`;
  }
  if (!published) return "is not published yet";
  const until = earlyUntil(kid, known);
  if (signs)
    return until ? `signs too early: until ${clock(until)}, AWS may have only the documents without it` : "signs";
  if (!added) return "is published";
  return until ? `can sign from ${clock(until)} on, if it is the next one` : "can sign now, if it is the next one";
}
