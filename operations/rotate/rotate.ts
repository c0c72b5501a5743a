import type { Rotation } from "../../config/schema/access-key";
import { nextStep, type Phase, type Step, type StepOptions } from "./next-step";
import type { Observation } from "./observation";

/** What a rotation looks at and changes. */
export interface World {
  /** What the config says now. */
  phase(): Phase;
  observe(): Promise<Observation>;
  /** Writes the phase into the config, and exports: all files or none. @returns the files */
  write(phase: Rotation): Promise<readonly string[]>;
  /** Exports the config as it is. @returns the files that were stale */
  export(): Promise<readonly string[]>;
  /** Runs terraform. @returns its changes. @throws CheckError */
  apply(phase: Phase, seen: Observation): Promise<readonly string[]>;
  /** Asks the cluster for the new pair; again and again, while it settles. @returns what was done, and what someone has to do */
  refresh(seen: Observation): Promise<readonly string[]>;
  sleep(seconds: number): Promise<void>;
  say(line: string): void;
}

export interface RotateOptions extends StepOptions {
  readonly yes: boolean;
  readonly apply: boolean;
  /** Seconds for which something may take to settle. */
  readonly wait: number;
}

export interface Outcome {
  readonly seen: Observation;
  /** The last one: done, or what is left to do. */
  readonly step: Step;
  readonly written: readonly string[];
  readonly applied: readonly string[];
  /** Whether a step could not be done, or must not be yet. */
  readonly held: boolean;
}

const POLL_SECONDS = 3;

/**
 * Goes on from wherever a rotation is: each step is decided by what is there, so that it can be interrupted anywhere.
 * Without `apply`, one step; with it, as many as what is there allows.
 */
export async function rotate(world: World, options: RotateOptions): Promise<Outcome> {
  const written: string[] = [];
  const applied: string[] = [];
  let begun = false;
  let movedIsApplied = false;
  let waited = 0;
  let last = "";
  for (;;) {
    const phase = world.phase();
    let seen = await world.observe();
    // Nobody can see in AWS whether this phase is applied; a rotation must not begin before it is.
    if (options.yes && options.apply && phase === "moved" && !movedIsApplied && seen.keys.length === 1) {
      await exportNow();
      await applyNow(phase, seen);
      movedIsApplied = true;
      seen = await world.observe();
    }
    const step = begun ? finished(phase, nextStep(phase, seen, options), seen) : nextStep(phase, seen, options);
    const outcome = (held = false): Outcome => ({ seen, step, written, applied, held });
    if (step.kind === "done") return outcome();
    if (step.kind === "stop") return outcome(true);
    if (!options.yes) return outcome(step.kind === "wait");

    if (step.kind === "write") {
      world.say(`${step.phase}: ${step.why}`);
      written.push(...(await world.write(step.phase)));
      movedIsApplied = false;
      begun = true;
      if (!options.apply) return outcome();
    } else if (step.kind === "apply") {
      await exportNow();
      if (!options.apply) return outcome();
      const again = JSON.stringify([step, seen.keys.map(({ id, status }) => [id, status]), seen.pair]);
      const changes = await applyNow(phase, seen);
      begun = true;
      if (changes.length === 0 && last === again) return outcome(true);
      last = again;
    } else {
      if (!options.apply) return outcome(true);
      if (waited >= options.wait || step.missing.some(({ comes }) => !comes)) return outcome(true);
      for (const line of await world.refresh(seen)) world.say(line);
      world.say(`waiting: ${step.missing.map(({ why }) => why).join(" ")}`);
      await world.sleep(POLL_SECONDS);
      waited += POLL_SECONDS;
      continue;
    }
    waited = 0;
  }

  async function exportNow(): Promise<void> {
    written.push(...(await world.export()));
  }
  async function applyNow(phase: Phase, seen: Observation): Promise<readonly string[]> {
    const changes = await world.apply(phase, seen);
    applied.push(...changes);
    return changes;
  }
}

/** A run that has come to the end of a rotation does not begin the next one, unless the key was revoked. */
const finished = (phase: Phase, step: Step, { keys }: Observation): Step =>
  (phase === "moved" || phase === "none") && ["write", "done"].includes(step.kind) && keys[0]?.status === "Active"
    ? { kind: "done", phase, why: `The rotation is complete: ${keys[0].id} is the only key.` }
    : step;
