import type { Choice, Default } from "./choices";

/** What a value comes from. */
interface Parts {
  /** Why parts of it are unknown. */
  readonly whys: string;
  /** What it refers to, such as `aws_iam_role.ci.arn`. */
  readonly references: string;
  /** Why it is empty, or less, unless a variable is set. */
  readonly unset: string;
  /** Variables that it depends on and that have their defaults. */
  readonly defaults: Default;
  /** Other values of these, with which it would be another one. */
  readonly choices: Choice;
  /** Root modules the name of whose workspace is a part of it, by their folders. */
  readonly inWorkspaces: string;
}

const NONE: ReadonlySet<never> = new Set();

/** Most values come from nothing of this: sets are created when they are needed. */
export class Trace {
  private readonly sets: { [Part in keyof Parts]?: Set<Parts[Part]> } = {};

  of<Part extends keyof Parts>(part: Part): ReadonlySet<Parts[Part]> {
    return this.sets[part] ?? NONE;
  }

  note<Part extends keyof Parts>(part: Part, one: Parts[Part]): void {
    const set: Set<Parts[Part]> | undefined = this.sets[part];
    if (set) set.add(one);
    else Object.assign(this.sets, { [part]: new Set([one]) });
  }

  add({ sets }: Trace): void {
    for (const part of Object.keys(sets) as (keyof Parts)[])
      for (const one of sets[part] ?? NONE) this.note(part, one as never);
  }
}
