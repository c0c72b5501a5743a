import type { BadCase } from "./bad-case";
import type { Kind } from "./kind";

/** What a folder holds, by path. */
export type Tree = Readonly<Record<string, string | Buffer | Link>>;

export interface Link {
  /** From the folder that holds the link. */
  readonly leadsTo: string;
}

/** A way to hide what is bad, without changing what Terraform makes of it. */
export interface Way {
  readonly name: string;
  /** Of the cases that can be hidden so. */
  readonly of: Kind;
  /** Whether a note is enough: what is bad is not there until somebody decides so. */
  readonly later?: true;
  /** Whether the guard still is blind to it. Its test fails as soon as that is mended. */
  readonly open?: true;
  hide(bad: BadCase): Tree;
}

/** A tree in a folder. */
export const within = (folder: string, tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).map(([path, content]) => [`${folder}/${path}`, content]));
