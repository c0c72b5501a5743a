import { MAX_WORKFLOW_EFFORT } from "../bounds";

/** What is left to be spent on following the workflows of one repository. */
export class Effort {
  private left = MAX_WORKFLOW_EFFORT;

  /**
   * @param entries variables, inputs and the like that have to be looked at
   * @param texts that have to be read
   * @returns whether enough is left
   */
  spend(entries: number, ...texts: readonly (string | undefined)[]): boolean {
    this.left -= 1 + entries + texts.reduce((sum, text = "") => sum + text.length, 0) / 16;
    return this.left >= 0;
  }
}

export const OUT_OF_EFFORT =
  "The rest was not checked: following all jobs, steps and variables of these workflows takes more than " +
  `${MAX_WORKFLOW_EFFORT} units of work. Check fewer workflows at a time.`;
