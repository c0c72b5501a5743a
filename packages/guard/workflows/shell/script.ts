import { isKnown, UNKNOWN } from "../../text";
import { Effort } from "../effort";
import { joined } from "../expression/joined";
import { type Command, commandsOf, type Word } from "./commands";

/** A program that a script starts. Words may have UNKNOWN parts. */
export interface Invocation {
  readonly words: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** The script's first line is 0. */
  readonly line: number;
}

export interface Script {
  readonly invocations: readonly Invocation[];
  /** The shell's variables at the end. */
  readonly variables: ReadonlyMap<string, string>;
  /** Written to $GITHUB_ENV, for the steps that follow. */
  readonly env: ReadonlyMap<string, string>;
  /** Written to $GITHUB_OUTPUT. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Whether all of it was followed. */
  readonly complete: boolean;
}

const FILES = { GITHUB_ENV: "\u0001env", GITHUB_OUTPUT: "\u0001output" } as const;

/** Simulates a script without running it, as far as the effort allows. Never throws. */
export function simulateScript(script: string, env: ReadonlyMap<string, string>, effort = new Effort()): Script {
  const shell = new Shell(env);
  for (const command of commandsOf(script)) {
    if (!effort.spend(shell.variables.size)) return Object.assign(shell, { complete: false });
    shell.run(command);
  }
  return shell;
}

class Shell implements Script {
  readonly invocations: Invocation[] = [];
  readonly variables: Map<string, string>;
  readonly env = new Map<string, string>();
  readonly outputs = new Map<string, string>();
  readonly complete: boolean = true;
  /** What was echoed since `{`. */
  private echoed: string[] = [];

  constructor(env: ReadonlyMap<string, string>) {
    this.variables = new Map([...env, ...Object.entries(FILES)]);
  }

  run({ words, assignments, redirects, line }: Command): void {
    const expanded = words.flatMap((word) => this.fields(word));
    const assigned = assignments.map(([name, word]): [string, string] => [name, this.text(word)]);
    const [program = "", ...rest] = expanded;
    if (words.length === 0) for (const [name, value] of assigned) this.variables.set(name, value);
    else if (/^(export|declare|local|readonly|typeset)$/.test(program)) this.declare(rest);
    else if (program === "unset") for (const name of rest) this.variables.set(name, "");
    else if (program === "read" || program === "for") for (const name of rest) this.variables.set(name, UNKNOWN);
    else if (program === "{") this.echoed = [];
    else if (program === "echo")
      this.echoed.push(
        joined(
          rest.filter((one) => one !== "-e"),
          " ",
        ),
      );
    else if (program === "printf") this.echoed.push(printed(rest));
    else this.invocations.push(invocationOf(expanded, new Map([...this.variables, ...assigned]), line));
    for (const { sign, target } of redirects) if (/^>/.test(sign)) this.written(program, this.text(target));
    if (program === "tee") for (const file of rest) this.written("echo", file);
  }

  private declare(words: readonly string[]): void {
    for (const word of words) {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
      if (name !== undefined && value !== undefined) this.variables.set(name, value);
    }
  }

  /** `echo NAME=value >> "$GITHUB_ENV"`, also of a group in braces. */
  private written(program: string, target: string): void {
    const kept = target === FILES.GITHUB_ENV ? this.env : target === FILES.GITHUB_OUTPUT ? this.outputs : undefined;
    if (!kept) return;
    for (const line of program === "}" ? this.echoed : this.echoed.slice(-1)) {
      const [, name, value] = /^([A-Za-z_][\w-]*)=(.*?)(?:\\n)?$/s.exec(line) ?? [];
      if (name !== undefined && value !== undefined) kept.set(name, value);
    }
  }

  private text(word: Word): string {
    return joined(
      word.map((part) => {
        if (part.kind === "text") return part.text;
        if (part.kind === "output") return UNKNOWN;
        const value = this.variables.get(part.name);
        return value === "" && part.fallback !== undefined ? part.fallback : (value ?? UNKNOWN);
      }),
    );
  }

  /** A variable without quotes may expand to several words, or none. */
  private fields(word: Word): string[] {
    const text = this.text(word);
    if (!word.some(({ kind, quoted }) => kind !== "text" && !quoted) || !isKnown(text)) return [text];
    return word.every(({ kind }) => kind === "text") ? [text] : text.split(/\s+/).filter((field) => field !== "");
  }
}

function printed([format = "", ...values]: readonly string[]): string {
  const parts = format.split(/%[sd]/);
  return joined(parts.flatMap((part, at) => (at < parts.length - 1 ? [part, values[at] ?? ""] : [part])));
}

/** Programs that run another one, with the number of their own arguments. */
const WRAPPERS: Readonly<Record<string, number>> = {
  sudo: 0,
  env: 0,
  command: 0,
  exec: 0,
  nice: 0,
  nohup: 0,
  timeout: 1,
};

function invocationOf(words: readonly string[], env: Map<string, string>, line: number): Invocation {
  let from = 0;
  for (;;) {
    const own = WRAPPERS[words[from] ?? ""];
    if (own === undefined || !Object.hasOwn(WRAPPERS, words[from] ?? "")) break;
    from++;
    for (; /^-/.test(words[from] ?? ""); from++);
    for (let match = assignment(words[from]); match; match = assignment(words[++from])) env.set(...match);
    from += own;
  }
  const rest = words.slice(from);
  // xargs appends what it reads.
  if (rest[0] === "xargs")
    return { words: [...rest.slice(1).filter((word, at) => at > 0 || !/^-/.test(word)), UNKNOWN], env, line };
  return { words: rest, env, line };
}

function assignment(word = ""): [string, string] | undefined {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
  return name !== undefined && value !== undefined ? [name, value] : undefined;
}
