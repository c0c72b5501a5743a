/** Files by their path below a folder, with `/`. */
export type Tree = Map<string, string>;
