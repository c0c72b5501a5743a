/** What changes from run to run: instants, ages, numbers of calls, addresses, colours. Each has the same form in a document. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
  [/\u001b\[[\d;]*m/g, ""],
  [/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, "<time>"],
  [/less than a minute|\b\d+ (minute|hour|day)s?(?= (old|ago))/g, "<age>"],
  [/\b\d+ (?=management events?|events? from)/g, "<number> "],
  [/(?<=\w:\w+ )\(\d+\)/g, "(<number>)"],
  [/\b\d+\.\d+\.\d+\.\d+\b/g, "<address>"],
  [/(?<=after )\d+s|(?<=force-sync=)\d+/g, "<number>"],
  [/[ \t]+$/gm, ""],
];
const KEY = /\bAKIA[A-Z0-9]{16}\b/g;

export const general = (text: string): string => CHANGING.reduce((said, [from, to]) => said.replace(from, to), text);

/** Which access keys the examples in a document stand for; each is the same key from its first mention on. */
export class ExampleKeys {
  readonly #real = new Map<string, string>();

  bind(example: string, real: string): void {
    this.#real.set(example, real);
  }

  /** What a reader types who has these keys. */
  typed(command: string): string {
    return command.replace(KEY, (example) => this.#real.get(example) ?? example);
  }

  /** What a program printed, with the document's examples. @param shown by the document: the next new example is the next new key */
  exampled(printed: string, shown: string): string {
    const known = new Set(this.#real.values());
    const fresh = [...new Set(printed.match(KEY))].filter((id) => !known.has(id));
    for (const example of new Set(shown.match(KEY))) {
      const id = this.#real.has(example) ? undefined : fresh.shift();
      if (id) this.#real.set(example, id);
    }
    const examples = new Map([...this.#real].map(([example, real]) => [real, example]));
    return printed.replace(KEY, (id) => examples.get(id) ?? id);
  }
}

/**
 * What was printed, with `...` instead of the lines that the document leaves out.
 * @param shown `...` on a line of its own stands for any lines
 * @returns all that was printed, where it is not as shown
 */
export function excerpt(printed: string, shown: string): string {
  const lines = linesOf(printed);
  const parts = `\n${linesOf(shown).join("\n")}\n`.split(/(?<=\n)\.\.\.(?=\n)/).map(linesOf);
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const to = last && part.length > 0 ? lines.length - part.length : index === 0 ? 0 : lines.length;
    while (from < to && !startsWith(lines.slice(from), part)) from++;
    if (!startsWith(lines.slice(from), part)) return printed;
    from += part.length;
  }
  return from === lines.length || linesOf(shown).at(-1) === "..." ? shown : printed;
}

const startsWith = (lines: readonly string[], part: readonly string[]): boolean =>
  part.every((line, index) => lines[index] === line);

/** Without empty lines at the begin and the end. */
const linesOf = (text: string): string[] => (text.trim() === "" ? [] : text.replace(/^\n+|\s+$/g, "").split("\n"));
