import { constants as limits } from "node:buffer";
import { closeSync, constants, type Dirent, readSync, type Stats } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { printable } from "../printable";
import { existsSync, openSync, readdirSync, realpathSync, statSync } from "./file-system";
import { unreadable } from "./unreadable";

const realOf = realpathSync;

const IN_GIT = "it is in .git, which is not part of the work tree and may hold credentials";

/** Why a folder without a {@link ScanRoot.nameOf} is not read. */
export const AMBIGUOUS =
  "a symbolic link on the way to it leaves open which folder is meant; give the folder that the link leads to";

/** Errors of paths that lead nowhere. */
const NOTHING = ["ENOENT", "ELOOP", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"];

/** Where a path leads, without links. */
export interface Place {
  readonly path: string;
  readonly state: Stats;
}

/** What a folder holds, by its name. */
export type FolderEntry = Dirent;

/**
 * What may be read, and the only way to read it: the git work trees that hold the given paths, or the folder that
 * `--root` names. Where a path is in no work tree, the path itself, and the modules that it calls by a plain path within
 * the working directory. The author of the scanned files also wrote their links and paths, and no report may show what
 * these lead to.
 */
export class ScanRoot {
  /** Also through links. */
  private readonly held = new Set<string>();
  /** By plain paths only: a link in these may be a stranger's way to what is not his. */
  private readonly beside = new Set<string>();
  private readonly name: string;

  /**
   * @param paths that the user gave: if one is a link, its target is meant
   * @param chosen by `--root`
   * @throws InputError if one of them does not exist, or a path is outside the chosen folder
   */
  constructor(paths: readonly string[], chosen?: string) {
    const given = paths.map((path) => real(path));
    const root = chosen === undefined ? undefined : folderAt(chosen);
    const trees = root === undefined ? given.map(workTreeOf) : [root];
    for (const [index, path] of given.entries()) {
      if (root !== undefined && !isIn(root, path))
        throw new InputError(
          `${printable(paths[index] ?? "")} is outside ${printable(root)}, which --root names. Give a root that holds it.`,
        );
      this.held.add(path);
    }
    for (const tree of trees)
      if (tree !== undefined) this.held.add(tree);
      else if (!isShared(process.cwd())) this.beside.add(realOf(process.cwd()));
    const known = [...new Set(trees)].filter((tree) => tree !== undefined);
    this.name = known.length > 0 ? `the root ${known.map(printable).join(" and ")}` : "the given paths";
  }

  /** Why a path must not be read. It must exist. */
  refusalOf(path: string): string | undefined {
    const at = realOf(path);
    const holders = [...this.held].filter((holder) => isIn(holder, at));
    if (holders.some((holder) => !isInGit(holder, at))) return undefined;
    return holders.length > 0
      ? IN_GIT
      : `a symbolic link leads outside ${this.name}; replace the link with a copy, or name a folder that holds both with --root`;
  }

  /**
   * What a configuration names by a path: the place that it leads to, or why that must not be read.
   * @param from the folder from which the path is seen
   * @returns `undefined` if there is nothing
   */
  named(from: string, path: string): Place | string | undefined {
    const plain = resolve(realOf(from), path);
    const holders = [...this.held, ...this.beside].filter((one) => isIn(one, plain));
    // What is outside is not even looked for.
    if (holders.length === 0)
      return `it is outside ${this.name}; name a folder that holds it and its caller with --root`;
    if (holders.every((one) => isInGit(one, plain))) return IN_GIT;
    try {
      const place = this.targetOf(plain);
      return place && place.path !== plain ? (this.refusalOf(plain) ?? place) : place;
    } catch (error) {
      if (error instanceof InputError) return "it cannot be read";
      throw error;
    }
  }

  /**
   * The name of a place that {@link named} gave, seen from where it was named, without links on the way.
   * @returns `undefined` if there is none: the folder that names it was itself given through a link
   */
  nameOf(from: string, { path }: Place): string | undefined {
    const name = join(from, relative(realOf(from), path));
    return this.targetOf(name)?.path === path ? name : undefined;
  }

  /** Lets a named place be read, and links in it lead to what is in it. */
  hold({ path }: Place): void {
    this.held.add(path);
  }

  /** The place that a path leads to; `undefined` if it leads nowhere, or to itself. */
  targetOf(path: string): Place | undefined {
    try {
      const at = realOf(path);
      return { path: at, state: statSync(at) };
    } catch (error) {
      if (NOTHING.includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
      throw unreadable(path, error);
    }
  }

  /**
   * What is at a path that the user gave, before it is known what may be read.
   * @throws InputError if there is nothing
   */
  static stateOf(path: string): Stats {
    try {
      return statSync(path);
    } catch (error) {
      throw unreadable(path, error);
    }
  }

  /**
   * All that comes through a pipe that the user gave.
   * @throws InputError if that does not end
   */
  readPipe(path: string): Buffer {
    const file = openSync(path, constants.O_RDONLY);
    try {
      const chunks: Buffer[] = [];
      for (let length = 0; length <= limits.MAX_STRING_LENGTH; ) {
        const chunk = Buffer.alloc(2 ** 16);
        const read = readSync(file, chunk, 0, chunk.length, null);
        if (read === 0) return Buffer.concat(chunks);
        chunks.push(chunk.subarray(0, read));
        length += read;
      }
    } finally {
      closeSync(file);
    }
    throw new InputError(`${printable(path)} gives more than ${Math.floor(limits.MAX_STRING_LENGTH / 2 ** 20)} MiB.`);
  }

  /** What is in a folder, by name. */
  list(folder: string): FolderEntry[] {
    return readdirSync(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * @param largest bytes. @default what a text can hold
   * @returns the content, or why it is not read
   */
  read(path: string, largest?: number): Buffer | string {
    const refusal = this.refusalOf(path);
    if (refusal !== undefined) return refusal;
    const at = realOf(path);
    return contentAt({ path: at, state: statSync(at) }, largest);
  }
}

/**
 * The content of a file that may be read.
 * @param largest bytes. @default what a text can hold
 * @returns the content, or why it is not read
 */
export function contentAt({ path, state }: Place, largest = limits.MAX_STRING_LENGTH): Buffer | string {
  if (!state.isFile()) return "it is not a regular file; save its content to one";
  if (state.size > largest) return `it is larger than ${Math.floor(largest / 2 ** 20)} MiB`;
  // If the file is replaced in between, opening it neither blocks nor follows a link.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    return contentOf(file, state.size) ?? "it contains more than its size says, as files in /proc do";
  } finally {
    closeSync(file);
  }
}

/** @throws InputError if there is nothing */
function real(path: string): string {
  try {
    return realOf(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function folderAt(path: string): string {
  const at = real(path);
  if (!statSync(at).isDirectory()) throw new InputError(`--root ${printable(path)} is not a folder. Name the folder.`);
  return at;
}

/** @returns undefined if the file is larger than that */
function contentOf(file: number, size: number): Buffer | undefined {
  const bytes = Buffer.alloc(size + 1);
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
  }
  return undefined;
}

const isIn = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const isInGit = (holder: string, path: string): boolean => relative(holder, path).split(sep).includes(".git");

/** Folders that are nobody's project: they hold everything, or a person's credentials. */
const isShared = (folder: string): boolean => [sep, homedir()].includes(folder);

/** No program is started to ask for it. In a linked work tree, `.git` is a file. */
function workTreeOf(path: string): string | undefined {
  if (existsSync(join(path, ".git"))) return path;
  const above = dirname(path);
  return above === path ? undefined : workTreeOf(above);
}
