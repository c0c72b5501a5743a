import type { Unknown } from "../../model";
import { isLoadedSettings, joinPath, parentFolder } from "./path";

/** A file, or a folder with all in it, that is there and was not read. */
export interface UnreadFile {
  readonly path: string;
  /** Why: a clause that follows "it was not read:" or "because". */
  readonly unread: string;
}

/** What the input holds without its content: whatever depends on it is not known. */
export class UnreadFiles {
  private readonly whys: ReadonlyMap<string, string>;

  constructor(files: readonly UnreadFile[]) {
    this.whys = new Map(files.map(({ path, unread }) => [joinPath("", path), unread]));
  }

  get paths(): string[] {
    return [...this.whys.keys()];
  }

  /** Why a file or a folder was not read: it, or what holds it. */
  why(path: string): string | undefined {
    for (let at = path; at !== ""; at = parentFolder(at)) {
      const why = this.whys.get(at);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  /** Why nothing of a module was read. */
  whyOfModule(folder: string): string | undefined {
    const file = this.paths.find((path) => parentFolder(path) === folder && /\.tf(?:\.json)?$/.test(path));
    return this.why(folder) ?? (file && this.whys.get(file));
  }

  /** A file from which Terraform sets variables of the folder. */
  settingsOf(folder: string): string | undefined {
    return this.paths.find((path) => parentFolder(path) === folder && isLoadedSettings(path));
  }

  /** Nothing passes for safe because it was not seen. */
  unknowns(): Unknown[] {
    return [...this.whys].map(([file, why]) => ({
      address: file,
      root: parentFolder(file),
      file,
      about: "module",
      what: `the content of ${file}`,
      why: `it was not read because ${why}`,
    }));
  }
}
