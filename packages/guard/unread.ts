import type { AccessModel, Unknown } from "./model";
import { folded } from "./support/folded";
import { readable } from "./text";

/** What could grant something and was not read: the places with one cause. */
export interface Unread {
  /** Of the first place. */
  readonly address: string;
  readonly file: string;
  /** Counted from 1, where it is known. */
  readonly line?: number;
  readonly why: string;
  /** Addresses of the other places. */
  readonly others: readonly string[];
}

/** One for each cause. */
export function unreadOf({ unknowns }: AccessModel): Unread[] {
  const byCause = new Map<string, [Unknown, ...Unknown[]]>();
  for (const unknown of unknowns) {
    if (unknown.harmless || unknown.elsewhere) continue;
    const key = causeOf(unknown);
    const same = byCause.get(key);
    if (same) same.push(unknown);
    else byCause.set(key, [unknown]);
  }
  return Array.from(byCause.values(), ([{ address, file, line, why }, ...more]) => ({
    address: readable(address),
    file,
    ...(line !== undefined && { line }),
    why: readable(why),
    others: [...new Set(more.map((one) => readable(one.address)))].filter((other) => other !== readable(address)),
  }));
}

/** What is the same for every place that is unknown for the same reason. */
export const causeOf = ({ root, cause, why }: Unknown): string => cause ?? `${root}\n${why}`;

/** For people: a sentence for each cause, the first few. */
export function unreadWords(unread: readonly Unread[]): string[] {
  const words = unread.slice(0, MOST).map(({ address, others, why }) => {
    const names = folded([address, ...others]);
    return `${names} could not be read, so this answer may be incomplete: ${why}.`;
  });
  return unread.length > MOST ? [...words, `${unread.length - MOST} more could not be read.`] : words;
}

const MOST = 5;
