import { InputError } from "@openhands-aws/facts/program-error";
import { MAX_PROOF_STEPS } from "../bounds";

/** What is left to be spent on one proof. */
export class ProofEffort {
  private left = MAX_PROOF_STEPS;

  /** @throws InputError if nothing is left: half a proof would be taken for a whole one */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0)
      throw new InputError(
        `The proof takes more than ${MAX_PROOF_STEPS} steps of comparing actions with resources. Prove fewer files at a time.`,
      );
  }
}
