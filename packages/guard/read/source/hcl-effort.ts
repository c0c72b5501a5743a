import { MAX_HCL_WEIGHT } from "../../bounds";
import { AccessInputError } from "../access-input-error";

/** What the HCL parser has had to do for all files of an input. */
export class HclEffort {
  private weight = 0;
  private allowed = MAX_HCL_WEIGHT.base;

  /**
   * @param weight in values; a number is worth four others
   * @throws AccessInputError if it is too much: far denser than what people write
   */
  spend(file: string, text: string, weight: number): void {
    this.weight += weight;
    this.allowed += text.length * MAX_HCL_WEIGHT.perCharacter;
    if (this.weight > this.allowed)
      throw new AccessInputError(
        { file },
        `the HCL up to here has more than ${Math.floor(this.allowed)} values`,
        "Check fewer files at a time, or write them as Terraform JSON",
      );
  }
}
