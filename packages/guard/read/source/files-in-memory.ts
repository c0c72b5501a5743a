import { addTo } from "../../support/add-to";
import { joinPath, parentFolder } from "./path";
import type { NotRead, SourceFolder, SourceTree } from "./source-tree";
import type { UnreadFiles } from "./unread-files";

/** Files that are all given. */
export class FilesInMemory implements SourceTree {
  private readonly folders = new Map<string, string[]>();

  /** @param texts by their paths */
  constructor(
    private readonly texts: ReadonlyMap<string, string>,
    private readonly unread: UnreadFiles,
  ) {
    for (const path of this.paths) {
      const folder = parentFolder(path);
      addTo(this.folders, folder, path.slice(folder === "" ? 0 : folder.length + 1));
    }
  }

  read(from: string, path: string): { readonly text: string } | NotRead | undefined {
    const at = joinPath(from, path);
    const unread = this.unread.why(at);
    if (unread !== undefined) return { unread };
    const text = this.texts.get(at);
    return text === undefined ? undefined : { text };
  }

  open(from: string, path: string): SourceFolder | NotRead | undefined {
    const folder = joinPath(from, path);
    const unread = this.unread.why(folder);
    if (unread !== undefined) return { unread };
    const names = this.folders.get(folder);
    return names && { folder, names };
  }

  below(from: string, path: string): readonly string[] | NotRead | undefined {
    const folder = joinPath(from, path);
    const unread = this.unread.why(folder);
    if (unread !== undefined) return { unread };
    return this.paths.flatMap((file) =>
      folder === "" ? file : file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : [],
    );
  }

  private get paths(): string[] {
    return [...new Set([...this.texts.keys(), ...this.unread.paths])];
  }
}
