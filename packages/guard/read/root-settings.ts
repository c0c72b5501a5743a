import { addTo } from "../support/add-to";
import type { ModuleSource } from "./source/module-source";
import { parentFolder } from "./source/path";
import { bySettingsOrder, isLoadedSettings } from "./source/terraform-file";
import { merged, type Tfvars } from "./source/tfvars";

export interface OwnedTfvars extends Tfvars {
  readonly root: string;
}

/** Values that are tried in a root module, and where they come from. */
export interface Tried extends Tfvars {
  /** `prod.tfvars`, `var.open` */
  readonly address: string;
  /** What is tried: `prod.tfvars`, `open = true`. */
  readonly words: string;
}

/** What is tried in each of some root modules, by their folders. */
export type Trial = ReadonlyMap<string, Tried>;

/** The settings of each root module. */
export class RootSettings {
  /** Those that no root module takes. */
  readonly unused: Tfvars[] = [];
  private readonly loaded = new Map<string, Tfvars[]>();
  /** Those that a root module may be told to load. */
  private readonly offered = new Map<string, Tfvars[]>();

  constructor(
    private readonly modules: ReadonlyMap<string, ModuleSource>,
    private readonly roots: readonly string[],
    found: readonly Tfvars[],
    private readonly named: readonly Tfvars[],
  ) {
    const isNamed = new Set(named.map(({ file }) => file));
    for (const tfvars of [...found].sort((a, b) => bySettingsOrder(a.file, b.file))) {
      const folder = parentFolder(tfvars.file);
      const root = this.rootFor(folder);
      if (root === folder && isLoadedSettings(tfvars.file)) addTo(this.loaded, root, tfvars);
      else if (isNamed.has(tfvars.file)) continue;
      else if (root !== undefined && this.declares(root, tfvars)) addTo(this.offered, root, tfvars);
      else if (tfvars.settings.size > 0) this.unused.push(tfvars);
    }
  }

  /** Those that are not loaded without being asked for, with the root module that they belong to. */
  get unloaded(): OwnedTfvars[] {
    return [
      ...[...this.offered].flatMap(([root, files]) => files.map((tfvars) => ({ ...tfvars, root }))),
      ...this.unused.map((tfvars) => ({ ...tfvars, root: parentFolder(tfvars.file) })),
    ];
  }

  /** Sources with the settings that a root module gets, also from what is tried. */
  set(sources: ReadonlyMap<string, ModuleSource>, trial: Trial): Map<string, ModuleSource> {
    const complete = new Map(sources);
    for (const root of this.roots) {
      const source = sources.get(root);
      const tried = trial.get(root);
      const files = [...(this.loaded.get(root) ?? []), ...this.named, ...(tried ? [tried] : [])];
      if (source && files.length > 0) complete.set(root, { ...source, settings: merged(files) });
    }
    return complete;
  }

  /** Which file is tried for which root; files with the same name together. */
  trials(): Trial[] {
    const byName = new Map<string, [root: string, tried: Tried][]>();
    for (const [root, files] of this.offered)
      for (const tfvars of files) {
        const name = tfvars.file.slice(root === "" ? 0 : root.length + 1);
        addTo(byName, name, [root, { ...tfvars, address: tfvars.file, words: tfvars.file }]);
      }
    const trials: Map<string, Tried>[] = [];
    for (const same of byName.values()) {
      const free = trials.find((trial) => !same.some(([root]) => trial.has(root)));
      if (free) for (const [root, tried] of same) free.set(root, tried);
      else trials.push(new Map(same));
    }
    return trials;
  }

  /** Roots with a variable that has no value. */
  incomplete(sources: ReadonlyMap<string, ModuleSource>): Set<string> {
    const lacks = ({ variables, settings }: ModuleSource) =>
      variables.some(({ path: [, name = ""], body }) => !Object.hasOwn(body, "default") && !settings.has(name));
    return new Set(this.roots.filter((root) => lacks(sources.get(root) as ModuleSource)));
  }

  /** The root module in a folder, or in the next one above that has a configuration. */
  private rootFor(folder: string): string | undefined {
    if (this.modules.has(folder)) return this.roots.includes(folder) ? folder : undefined;
    return folder === "" || folder.endsWith("..") ? undefined : this.rootFor(parentFolder(folder));
  }

  private declares(root: string, { settings }: Tfvars): boolean {
    return (this.modules.get(root)?.variables ?? []).some(({ path: [, name = ""] }) => settings.has(name));
  }
}
