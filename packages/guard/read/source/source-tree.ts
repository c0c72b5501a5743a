/** Something that is there and was not read. */
export interface NotRead {
  /** Why: a clause that follows "it was not read:". */
  readonly unread: string;
}

export interface SourceFolder {
  /** The same for every path that leads to it: without links, as Terraform gives it to `path.module`. */
  readonly folder: string;
  /** Names of its files, in order. */
  readonly names: readonly string[];
}

/**
 * Where the files are that a configuration names. It alone decides what may be read. A path is seen `from` a folder, and
 * has slashes; a folder is relative to where the input is ("" for that), or absolute.
 */
export interface SourceTree {
  /** @returns `undefined` if there is no such file */
  read(from: string, path: string): { readonly text: string } | NotRead | undefined;
  /**
   * A folder that a module is in; what it holds may be read from then on.
   * @returns `undefined` if there is no such folder
   */
  open(from: string, path: string): SourceFolder | NotRead | undefined;
  /**
   * The files below a folder, as paths from that folder on.
   * @param levels of folders that are looked into
   * @returns `undefined` if there is no such folder
   */
  below(from: string, path: string, levels: number): readonly string[] | NotRead | undefined;
}
