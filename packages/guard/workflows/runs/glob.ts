/** One character, or a run of them, of a filter pattern. */
interface Piece {
  readonly accepts: (character: string) => boolean;
  /** Whether it may be missing. */
  optional: boolean;
  repeats: boolean;
  /** Whether it accepts more than one character. */
  readonly several: boolean;
  /** A character that it accepts, for an example. */
  readonly example: string;
}

/**
 * A pattern of `branches:` or `tags:`, without its `!`.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export interface Glob {
  matches(name: string): boolean;
  /** A name that it matches. */
  readonly example: string;
  /** Whether it matches only that name. */
  readonly isLiteral: boolean;
}

export function globOf(pattern: string): Glob {
  const pieces = piecesOf(pattern);
  return {
    matches: (name) => matches(pieces, name),
    example: pieces.map(({ example }) => example).join(""),
    isLiteral: pieces.every(({ optional, repeats, several }) => !optional && !repeats && !several),
  };
}

const ANY = "x";

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  const literal = (character: string): Piece => ({
    accepts: (one) => one === character,
    optional: false,
    repeats: false,
    several: false,
    example: character,
  });
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    const before = pieces.at(-1);
    if (character === "*") {
      const deep = pattern[at + 1] === "*";
      if (deep) at++;
      pieces.push({
        accepts: (one) => deep || one !== "/",
        optional: true,
        repeats: true,
        several: true,
        example: ANY,
      });
    } else if (character === "?" && before) before.optional = true;
    else if (character === "+" && before) before.repeats = true;
    else if (character === "[" && pattern.indexOf("]", at) > at + 1) {
      const end = pattern.indexOf("]", at);
      pieces.push(oneOf(pattern.slice(at + 1, end)));
      at = end;
    } else if (character === "\\" && at + 1 < pattern.length) pieces.push(literal(pattern[++at] ?? ""));
    else pieces.push(literal(character));
  }
  return pieces;
}

function oneOf(members: string): Piece {
  const ranges: [string, string][] = [];
  for (let at = 0; at < members.length; at++) {
    const first = members[at] ?? "";
    const last = members[at + 1] === "-" ? members[at + 2] : undefined;
    ranges.push([first, last ?? first]);
    if (last !== undefined) at += 2;
  }
  return {
    accepts: (one) => ranges.some(([first, last]) => one >= first && one <= last),
    optional: false,
    repeats: false,
    several: true,
    example: members[0] ?? "",
  };
}

/** Tracks all positions in the pattern at once, so that wildcards cost no more than its length. */
function matches(pieces: readonly Piece[], name: string): boolean {
  let places = skipping(pieces, new Set([0]));
  for (const character of name) {
    const next = new Set<number>();
    for (const place of places) {
      const piece = pieces[place];
      if (!piece?.accepts(character)) continue;
      next.add(place + 1);
      if (piece.repeats) next.add(place);
    }
    if (next.size === 0) return false;
    places = skipping(pieces, next);
  }
  return places.has(pieces.length);
}

function skipping(pieces: readonly Piece[], places: Set<number>): Set<number> {
  for (const place of places) if (pieces[place]?.optional) places.add(place + 1);
  return places;
}
