import type { Evaluation } from "./evaluation";
import type { Value } from "./value";

/** Values that Terraform certainly rejects. */
export class BadArgument extends Error {}

/** Values that Terraform may accept, but whose result is not known here. */
export class NotEvaluated extends Error {}

export function bad(why: string): never {
  throw new BadArgument(why);
}

export function notEvaluated(why: string): never {
  throw new NotEvaluated(why);
}

/** The result; what was rejected has no value, and what is not evaluated is unknown. */
export function settled(evaluation: Evaluation, what: string, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof NotEvaluated) return evaluation.unknown(`${what}: ${error.message}`);
    if (error instanceof BadArgument) return evaluation.fail(`${what}: ${error.message}`);
    throw error;
  }
}
