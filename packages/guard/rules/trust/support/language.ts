import { ANY_CHARACTER, ANY_TEXT, type Codes, UNKNOWN_TEXT } from "../../../policy/wildcard";

/** The texts that an issuer can produce, such as GitHub's subjects. */
export type Expression =
  | { readonly kind: "literal"; readonly text: string }
  | {
      /** One or more characters. */
      readonly kind: "run";
      readonly accepts: (unit: number) => boolean;
      /** What a wildcard at the beginning is shown as. */
      readonly sample: string;
      /** What a wildcard after the beginning is shown as. */
      readonly more: string;
      /** At least one character must come from a wildcard: the pattern leaves it to the owner of the token. */
      readonly open?: boolean;
    }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly Expression[] };

export const literal = (text: string): Expression => ({ kind: "literal", text });
export const sequence = (...parts: readonly Expression[]): Expression => ({ kind: "sequence", parts });
export const choice = (...parts: readonly Expression[]): Expression => ({ kind: "choice", parts });
export const optional = (part: Expression): Expression => choice(part, literal(""));

interface Edge {
  readonly accepts: (unit: number) => boolean;
  readonly sample: string;
  readonly open: boolean;
  readonly to: number;
}

interface State {
  readonly edges: Edge[];
  readonly next: { readonly to: number; readonly closes: boolean }[];
}

/** An automaton; state 0 is the first one, state 1 the last. */
export type Language = readonly State[];

/** @param separator between any number of repetitions; without it there is exactly one */
export function languageOf(expression: Expression, separator?: string): Language {
  const states: State[] = [];
  const state = (): number => states.push({ edges: [], next: [] }) - 1;
  const jump = (from: number, to: number, closes = false) => states[from]?.next.push({ to, closes });
  const step = (from: number, edge: Edge) => states[from]?.edges.push(edge);

  const build = (part: Expression, from: number): number => {
    switch (part.kind) {
      case "literal": {
        let at = from;
        for (const character of part.text) {
          const to = state();
          const unit = character.charCodeAt(0);
          step(at, { accepts: (one) => one === unit, sample: character, open: false, to });
          at = to;
        }
        return at;
      }
      case "run": {
        const { accepts, sample, more, open = false } = part;
        const inside = state();
        const end = state();
        step(from, { accepts, sample, open, to: inside });
        step(inside, { accepts, sample: more, open, to: inside });
        jump(inside, end, open);
        return end;
      }
      case "sequence":
        return part.parts.reduce((at, one) => build(one, at), from);
      case "choice": {
        const end = state();
        for (const one of part.parts) {
          const begin = state();
          jump(from, begin);
          jump(build(one, begin), end);
        }
        return end;
      }
    }
  };
  const first = state();
  const last = state();
  const begin = state();
  jump(first, begin);
  const end = build(expression, begin);
  jump(end, last);
  if (separator !== undefined) jump(build(literal(separator), end), begin);
  return states;
}

/** How many steps of a search are left; a statement's patterns share one budget. */
export interface Budget {
  left: number;
}

/**
 * A text of the language that matches the pattern. Takes at most (pattern length) x (language size) steps.
 * @returns `undefined` if there is none; "unknown" if the pattern is not fully known, or the budget is used up
 */
export function witness(
  pattern: Codes,
  language: Language,
  budget: Budget,
): { readonly text: string } | "unknown" | undefined {
  if (pattern.includes(UNKNOWN_TEXT)) return "unknown";
  const places = (pattern.length + 1) * language.length * 2;
  if (places > MOST_PLACES) return "unknown";
  const search = new Search(pattern, language, new Uint8Array(places));
  const end = search.run(budget);
  return end === undefined || end === "unknown" ? end : { text: search.textTo(end) };
}

/** Real patterns are never this large; one that is may be meant to take long. */
const MOST_PLACES = 1 << 22;

/** Breadth first, so that the text is short. A place is a position in the pattern, a state, and a flag. */
class Search {
  private readonly queue: number[] = [];
  private readonly before: number[] = [];
  private readonly texts: string[] = [];

  constructor(
    private readonly pattern: Codes,
    private readonly language: Language,
    private readonly seen: Uint8Array,
  ) {
    this.push(0, 0, 0, -1, "");
  }

  /** @param opened whether the current run has a character from a wildcard */
  private push(at: number, state: number, opened: number, before: number, text: string): void {
    const place = (at * this.language.length + state) * 2 + opened;
    if (this.seen[place]) return;
    this.seen[place] = 1;
    this.queue.push(place);
    this.before.push(before);
    this.texts.push(text);
  }

  run(budget: Budget): number | "unknown" | undefined {
    const { pattern, language } = this;
    for (let head = 0; head < this.queue.length; head++) {
      if (budget.left-- <= 0) return "unknown";
      const place = this.queue[head] as number;
      const opened = place & 1;
      const state = (place >> 1) % language.length;
      const at = ((place >> 1) - state) / language.length;
      if (at === pattern.length && state === 1) return head;
      const { edges, next } = language[state] as State;
      for (const { to, closes } of next) if (!closes || opened) this.push(at, to, closes ? 0 : opened, head, "");
      const code = pattern[at];
      if (code === undefined) continue;
      if (code === ANY_TEXT) this.push(at + 1, state, opened, head, "");
      for (const { accepts, sample, open, to } of edges) {
        if (code === ANY_TEXT) this.push(at, to, open ? 1 : opened, head, sample);
        else if (code === ANY_CHARACTER) this.push(at + 1, to, open ? 1 : opened, head, sample.slice(-1));
        else if (accepts(code)) this.push(at + 1, to, opened, head, String.fromCharCode(code));
      }
    }
    return undefined;
  }

  textTo(end: number): string {
    const parts: string[] = [];
    for (let head = end; head >= 0; head = this.before[head] as number) parts.push(this.texts[head] as string);
    return parts.reverse().join("");
  }
}
