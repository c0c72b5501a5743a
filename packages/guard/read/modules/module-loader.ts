import { addTo } from "../../support/add-to";
import { pathKey } from "../source/exact-json";
import type { HclEffort } from "../source/hcl-effort";
import { type HclText, parseHclText } from "../source/hcl-text";
import { parseJsonText } from "../source/json-text";
import { type Block, type ModuleSource, moduleSource, type ParsedFile } from "../source/module-source";
import { joinPath, parentFolder } from "../source/path";
import { SourceFile } from "../source/source-file";
import type { SourceTree } from "../source/source-tree";
import { isConfiguration, isJson, isReadBy, isSettings, isTofu, type Program } from "../source/terraform-file";
import { readTfvars, type Tfvars } from "../source/tfvars";
import type { UnreadFiles } from "../source/unread-files";
import { type InstalledModules, installedModules, sourceOf } from "./installed-modules";
import { localPath } from "./module-address";
import { rootFolders } from "./root-folders";

/** Everything that the root modules are made of. */
export interface LoadedModules {
  /** By their folders, as each program reads them; the same where both read the same. */
  readonly modules: Readonly<Record<Program, ReadonlyMap<string, ModuleSource>>>;
  /** The folders of root modules. */
  readonly roots: readonly string[];
  /** The folder of a module, however it is named. */
  readonly folderOf: FolderOf;
  /** What was installed for a root module, by its folder. */
  readonly installed: ReadonlyMap<string, InstalledModules>;
  /** Files with values of variables. */
  readonly settings: readonly Tfvars[];
  /** Of the files that were read. */
  readonly texts: readonly string[];
}

/** @param path as a configuration names a folder, seen from another one */
export type FolderOf = (from: string, path: string) => string;

/** Finds the modules that given configurations call, as Terraform does: from their blocks, by path or as installed. */
export class ModuleLoader {
  private readonly folders = new Map<string, ParsedFile[]>();
  private readonly modules: Readonly<Record<Program, Map<string, ModuleSource>>> = {
    OpenTofu: new Map(),
    Terraform: new Map(),
  };
  private readonly files = new Set<string>();
  /** Called folders, whose files were all looked for. */
  private readonly opened = new Set<string>();
  /** The folders that calls lead to, by {@link pathKey}. */
  private readonly called = new Map<string, string>();
  private readonly texts: string[] = [];
  private readonly settings: Tfvars[] = [];
  /** Parsed HCL by its text: a module may be installed for many root modules. */
  private readonly parsed = new Map<string, HclText>();

  /** @param unread is told of what is not read */
  constructor(
    private readonly tree: SourceTree,
    private readonly unread: UnreadFiles,
    private readonly effort: HclEffort,
  ) {}

  /**
   * A configuration or settings that were given.
   * @throws AccessInputError if it is not valid
   */
  async add(path: string, text: string): Promise<void> {
    this.files.add(path);
    this.texts.push(text);
    if (isSettings(path)) {
      this.settings.push(await readTfvars(path, text, this.effort));
      return;
    }
    const hcl = isJson(path) ? undefined : await this.hcl(path, text);
    const value = hcl ? hcl.value : parseJsonText(text, path);
    const file = { file: new SourceFile(path, hcl ? "hcl" : "json", text, hcl?.lines), value };
    addTo(this.folders, parentFolder(path), file);
  }

  /** Whether there is no configuration. */
  get isEmpty(): boolean {
    return this.folders.size === 0;
  }

  /** @throws AccessInputError if a module is not valid */
  async load(): Promise<LoadedModules> {
    for (const folder of this.folders.keys()) this.build(folder);
    const given = [...this.folders.keys()];
    await this.follow(given);
    const roots = rootFolders(given, this.modules.OpenTofu, this.settings, this.folderOf);
    const installed = new Map<string, InstalledModules>();
    for (const root of roots) {
      const modules = installedModules(root, this.tree);
      installed.set(root, modules);
      await this.followInstalled(root, modules);
    }
    return {
      modules: this.modules,
      roots,
      folderOf: this.folderOf,
      installed,
      settings: this.settings,
      texts: this.texts,
    };
  }

  private readonly folderOf: FolderOf = (from, path) => this.called.get(pathKey([from, path])) ?? joinPath(from, path);

  /** Reads the modules that are called by a path. */
  private async follow(folders: readonly string[]): Promise<void> {
    const open = [...folders];
    for (const folder of open)
      for (const call of this.callsIn(folder)) {
        const path = localPath(sourceOf(call));
        if (path !== undefined && (await this.open(folder, path))) open.push(this.folderOf(folder, path));
      }
  }

  /** Reads the modules that were installed for a root module. */
  private async followInstalled(root: string, installed: InstalledModules): Promise<void> {
    const open = [{ key: "", folder: root }];
    for (const { key, folder } of open)
      for (const call of this.callsIn(folder)) {
        const called = (key === "" ? "" : `${key}.`) + call.path[1];
        if (!installed.leadsTo(called)) continue;
        const place = installed.find(called, call, folder);
        if ("missing" in place) continue;
        const isNew = await this.open(place.from, place.path);
        const target = this.folderOf(place.from, place.path);
        if (isNew) await this.follow([target]);
        open.push({ key: called, folder: target });
      }
  }

  /** @returns whether it was not open before */
  private async open(from: string, path: string): Promise<boolean> {
    const key = pathKey([from, path]);
    if (this.called.has(key)) return false;
    const found = this.tree.open(from, path);
    const { folder = joinPath(from, path), names = [] } = found && "names" in found ? found : {};
    this.called.set(key, folder);
    // Its call says that it was not read.
    if (found && "unread" in found) this.unread.add({ path: folder, unread: found.unread, harmless: true });
    if (this.opened.has(folder)) return false;
    this.opened.add(folder);
    for (const name of names) if (isConfiguration(name)) await this.addFrom(folder, name);
    this.build(folder);
    return true;
  }

  private async addFrom(folder: string, name: string): Promise<void> {
    const path = joinPath(folder, name);
    if (this.files.has(path)) return;
    const content = this.tree.read(folder, name);
    if (content && "unread" in content) this.unread.add({ path, unread: content.unread });
    else if (content) await this.add(path, content.text);
  }

  private build(folder: string): void {
    const files = this.folders.get(folder) ?? [];
    const paths = files.map(({ file }) => file.path);
    const sourceFor = (program: Program) =>
      moduleSource(
        folder,
        files.filter(({ file }) => isReadBy(program, file.path, new Set(paths))),
      );
    if (files.length === 0) return;
    const source = sourceFor("OpenTofu");
    this.modules.OpenTofu.set(folder, source);
    // Terraform takes a folder without files for an empty module where it is called, and for nothing elsewhere.
    if (paths.every(isTofu) && !this.opened.has(folder)) return;
    this.modules.Terraform.set(folder, paths.some(isTofu) ? sourceFor("Terraform") : source);
  }

  /** The calls of a module, by whichever program they are read. */
  private callsIn(folder: string): Block[] {
    const { OpenTofu, Terraform } = this.modules;
    const sources = new Set([OpenTofu.get(folder), Terraform.get(folder)]);
    return [...sources].flatMap((source) => source?.calls ?? []);
  }

  private async hcl(path: string, text: string): Promise<HclText> {
    const known = this.parsed.get(text);
    if (known) return known;
    const parsed = await parseHclText(text, path, this.effort);
    this.parsed.set(text, parsed);
    return parsed;
  }
}
