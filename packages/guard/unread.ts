import { type AccessModel, type Unknown, whenOf } from "./model";
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
export function unreadOf(model: AccessModel): Unread[] {
  const byCause = new Map<string, [Unknown, ...Unknown[]]>();
  for (const unknown of everyUnknown(model)) {
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

/** Those on which an answer hangs, with those that only an alternative has. */
function everyUnknown({ unknowns, alternatives }: AccessModel): Unknown[] {
  const first = unknowns.filter(isOpen);
  const told = new Set(first.map(placeKey));
  return [
    ...first,
    ...alternatives.flatMap((alternative) =>
      alternative.model.unknowns.filter(isOpen).flatMap((unknown) => {
        if (told.has(placeKey(unknown))) return [];
        told.add(placeKey(unknown));
        const { address, root, file, line, about, what, why, cause } = unknown;
        const when = `${why} (${whenOf(alternative, root)})`;
        return { address, root, file, line, about, what, why: when, cause: cause ?? causeOf(unknown) };
      }),
    ),
  ];
}

/** Whether it may grant something, and nobody decides it elsewhere by design. */
const isOpen = ({ harmless, elsewhere }: Unknown): boolean => !harmless && !elsewhere;

/** The same for the same place in several readings. */
export const placeKey = ({ root, address, about, what }: Unknown): string =>
  JSON.stringify([root, address, about, what]);

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
