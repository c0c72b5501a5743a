import { join, sep } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { MAX_LISTED_FILES, MAX_UNNAMED_FILE } from "../bounds";
import { AccessInputError } from "../read/access-input-error";
import type { NotRead, SourceFolder, SourceTree } from "../read/index";
import { isConfiguration } from "../read/source/terraform-file";
import { decodeText } from "./decode-text";
import { AMBIGUOUS, contentAt, type FolderEntry, type Place, type ScanRoot } from "./scan-root";

/** The files that configurations name, as far as they may be read. */
export class ScannedTree implements SourceTree {
  constructor(private readonly root: ScanRoot) {}

  read(from: string, path: string): { readonly text: string } | NotRead | undefined {
    const place = this.root.named(from || ".", path);
    if (place === undefined) return undefined;
    if (typeof place === "string") return { unread: place };
    if (place.state.isDirectory()) return { unread: "it is a folder" };
    const configuration = isConfiguration(path);
    try {
      const content = contentAt(place, configuration ? undefined : MAX_UNNAMED_FILE);
      if (typeof content === "string") return { unread: content };
      return { text: decodeText(join(from, path), content, configuration ? "terraform" : "function") };
    } catch (error) {
      if (error instanceof AccessInputError || error instanceof InputError)
        return { unread: "it is not text in UTF-8" };
      return { unread: "it cannot be read" };
    }
  }

  open(from: string, path: string): SourceFolder | NotRead | undefined {
    const folder = this.folder(from, path);
    if (folder === undefined || "unread" in folder) return folder;
    const entries = this.entries(folder.path);
    if (entries === undefined) return { unread: "it cannot be read" };
    const name = this.root.nameOf(from || ".", folder);
    if (name === undefined) return { unread: AMBIGUOUS };
    this.root.hold(folder);
    return {
      folder: name === "." ? "" : name.split(sep).join("/"),
      names: entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name),
    };
  }

  below(from: string, path: string, levels: number): readonly string[] | NotRead | undefined {
    const folder = this.folder(from, path);
    if (folder === undefined || "unread" in folder) return folder;
    const files: string[] = [];
    const open = [{ place: folder.path, prefix: "", left: levels }];
    // Without recursion: a stranger chooses how deep his folders are.
    for (let next = open.pop(); next; next = open.pop()) {
      const { place, prefix, left } = next;
      const entries = this.entries(place);
      if (!entries) return { unread: `${prefix || "it"} cannot be read` };
      for (const entry of entries) {
        const name = prefix + entry.name;
        const target = entry.isSymbolicLink() ? this.root.targetOf(join(place, entry.name))?.state : entry;
        if (target?.isFile()) files.push(name);
        if (!target?.isDirectory() || left === 0 || entry.name === ".git") continue;
        // What it holds may be outside.
        if (target !== entry) return { unread: `${name} is a symbolic link to a folder` };
        open.push({ place: join(place, entry.name), prefix: `${name}/`, left: left - 1 });
      }
      if (files.length + open.length > MAX_LISTED_FILES)
        return { unread: `it holds more than ${MAX_LISTED_FILES} files and folders` };
    }
    return files;
  }

  private folder(from: string, path: string): Place | NotRead | undefined {
    const place = this.root.named(from || ".", path);
    if (typeof place === "string") return { unread: place };
    return place?.state.isDirectory() ? place : undefined;
  }

  /** @returns `undefined` if it cannot be read */
  private entries(folder: string): FolderEntry[] | undefined {
    try {
      return this.root.list(folder);
    } catch {
      return undefined;
    }
  }
}
