/** What one kind of work on an input may still cost. */
export class Effort {
  /** @param left in steps or characters, as they are spent */
  constructor(private left: number) {}

  /** @returns whether enough is left */
  spend(steps: number): boolean {
    this.left -= steps;
    return this.left >= 0;
  }
}
