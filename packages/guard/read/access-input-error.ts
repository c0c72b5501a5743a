import { printable } from "../printable";

export interface InputPlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
}

/** Terraform, or a workflow, that cannot be read at all. The message says where, what is wrong and how to fix it. */
export class AccessInputError extends Error {
  override name = "AccessInputError";

  /**
   * @param what is wrong, as a clause
   * @param fix a sentence without its full stop
   */
  constructor(
    readonly place: InputPlace,
    readonly what: string,
    fix: string,
  ) {
    const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
    super(printable(`${position}: ${what}. ${fix}.`));
  }
}

/** Line and column of an offset. */
export function placeOf(file: string, text: string, offset: number): InputPlace {
  const before = text.slice(0, offset);
  return { file, line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
