import type { Unknown } from "../../model";
import { joinPath, parentFolder } from "./path";
import { isConfiguration, isLoadedSettings } from "./terraform-file";

/** A file, or a folder with everything in it, that exists but was not read. */
export interface UnreadFile {
  readonly path: string;
  /** Why: a clause that follows "it was not read:" or "because". */
  readonly unread: string;
  /** Whether Terraform reads it at most where a function names it, so that otherwise nothing is lost. @default false */
  readonly harmless?: boolean;
}

/** Files of the input whose content is missing: whatever depends on them is not known. */
export class UnreadFiles {
  private readonly whys = new Map<string, string>();
  private readonly harmless = new Set<string>();

  constructor(files: readonly UnreadFile[]) {
    for (const file of files) this.add(file);
  }

  add({ path, unread, harmless }: UnreadFile): void {
    const at = joinPath("", path);
    this.whys.set(at, unread);
    if (harmless) this.harmless.add(at);
  }

  get paths(): string[] {
    return [...this.whys.keys()];
  }

  /** Why a file or a folder was not read: it, or a folder that contains it. */
  why(path: string): string | undefined {
    for (let at = path; at !== ""; at = parentFolder(at)) {
      const why = this.whys.get(at);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  /** Why nothing of a module was read. */
  whyOfModule(folder: string): string | undefined {
    const file = this.paths.find((path) => parentFolder(path) === folder && isConfiguration(path));
    return this.why(folder) ?? (file && this.whys.get(file));
  }

  /** A file with variables for the folder that Terraform loads on its own. */
  settingsOf(folder: string): string | undefined {
    return this.paths.find((path) => parentFolder(path) === folder && isLoadedSettings(path));
  }

  /** Nothing is treated as safe because it was not seen. */
  unknowns(): Unknown[] {
    const lost = [...this.whys].filter(([file]) => !this.harmless.has(file));
    return lost.map(([file, why]) => ({
      address: file,
      root: parentFolder(file),
      file,
      about: "module",
      what: `The content of ${file}`,
      why: `it was not read because ${why}`,
    }));
  }
}
