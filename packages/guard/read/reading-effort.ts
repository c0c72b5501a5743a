import { MAX_READ_AGAIN } from "../bounds";
import type { AccessModel } from "../model";

/** What is left for reading root modules in other ways. */
export class ReadingEffort {
  private left: number;

  /** @param first what is declared in the first reading */
  constructor(private readonly first: AccessModel) {
    this.left = MAX_READ_AGAIN + first.resources.length;
  }

  /** Whether some root modules, if they declare about as much as in the first reading, may be read again. */
  allows(roots: ReadonlySet<string>): boolean {
    return this.first.resources.filter(({ root }) => roots.has(root)).length <= this.left;
  }

  spend({ resources }: AccessModel): void {
    this.left -= resources.length;
  }
}
