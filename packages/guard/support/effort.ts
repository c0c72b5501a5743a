/** What one kind of work on an input may still cost, in steps of about a quarter of a microsecond. */
export class Effort {
  /** @param left steps */
  constructor(private left: number) {}

  /** @returns whether enough is left */
  spend(steps: number): boolean {
    this.left -= steps;
    return this.left >= 0;
  }
}
