import { ANY_CHARACTER, ANY_TEXT, type Codes, UNKNOWN_TEXT } from "../../../../access/policy/wildcard";

/** The texts that somebody can issue, such as GitHub's subjects. */
export type Expression =
  | { readonly kind: "literal"; readonly text: string }
  | {
      /** One or more characters. */
      readonly kind: "run";
      readonly accepts: (unit: number) => boolean;
      /** What a wildcard at its beginning is shown as. */
      readonly sample: string;
      /** What a wildcard after its beginning is shown as. */
      readonly more: string;
      /** At least one character must come from a wildcard: the pattern leaves it to whoever has the token. */
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

/** @param separator between any number of the parts; without it there is one */
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

/** More is not tried: patterns of that size do not occur, but may be meant to take long. */
const MOST_STEPS = 200_000;

interface Node {
  readonly at: number;
  readonly state: number;
  /** Whether the present run has a character of a wildcard. */
  readonly opened: 0 | 1;
  readonly before?: Node;
  readonly text: string;
}

/**
 * A text of the language that matches the pattern.
 * @returns `undefined` if there is none; "unknown" if the pattern is not fully known, or too long to say
 */
export function witness(pattern: Codes, language: Language): { readonly text: string } | "unknown" | undefined {
  if (pattern.includes(UNKNOWN_TEXT)) return "unknown";
  const seen = new Set<number>();
  const queue: Node[] = [];
  const push = (node: Node) => {
    const key = (node.at * language.length + node.state) * 2 + node.opened;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(node);
  };
  push({ at: 0, state: 0, opened: 0, text: "" });
  for (let head = 0; head < queue.length; head++) {
    if (head > MOST_STEPS) return "unknown";
    const node = queue[head] as Node;
    const { at, state, opened } = node;
    if (at === pattern.length && state === 1) return { text: written(node) };
    const { edges, next } = language[state] as State;
    for (const { to, closes } of next) {
      if (!closes || opened) push({ at, state: to, opened: closes ? 0 : opened, before: node, text: "" });
    }
    const code = pattern[at];
    if (code === undefined) continue;
    if (code === ANY_TEXT) push({ at: at + 1, state, opened, before: node, text: "" });
    for (const { accepts, sample, open, to } of edges) {
      if (code === ANY_TEXT) push({ at, state: to, opened: open ? 1 : opened, before: node, text: sample });
      else if (code === ANY_CHARACTER)
        push({ at: at + 1, state: to, opened: open ? 1 : opened, before: node, text: sample.slice(-1) });
      else if (accepts(code)) push({ at: at + 1, state: to, opened, before: node, text: String.fromCharCode(code) });
    }
  }
  return undefined;
}

function written(last: Node): string {
  const parts: string[] = [];
  for (let node: Node | undefined = last; node; node = node.before) parts.push(node.text);
  return parts.reverse().join("");
}
