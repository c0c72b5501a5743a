import { AccessInputError } from "../access-input-error";
import { parseJsonText } from "../source/json-text";
import type { Block } from "../source/module-source";
import { joinPath } from "../source/path";
import type { SourceTree } from "../source/source-tree";
import { localPath, recordedSources } from "./module-address";
import { meets } from "./version-constraint";

/** Where `terraform init` and `tofu init` say what they have installed, below the folder of a root module. */
const MANIFEST = ".terraform/modules/modules.json";

const AGAIN = "run terraform init again";

/** A folder, seen from another one. */
export interface ModulePlace {
  readonly from: string;
  readonly path: string;
  /** What was installed there: `registry.terraform.io/octo-org/role/aws 1.0.0`. @default the caller's own package */
  readonly installed?: string;
}

/** Why nothing of a module can be read: what follows "module.m comes from ./m, ". */
export interface ModuleMissing {
  readonly missing: string;
}

/** What was installed for the calls below one root module. */
export interface InstalledModules {
  /** @param key the names of the calls from the root module on, joined with dots */
  find(key: string, call: Block, caller: string): ModulePlace | ModuleMissing;
  /** Whether an installed module may be called there, or in a module that is called there. */
  leadsTo(key: string): boolean;
}

const nothing = (missing: string): InstalledModules => ({
  find: (_, call, caller) => ownPlace(call, caller) ?? { missing },
  leadsTo: () => false,
});

export const NOTHING_INSTALLED = nothing("which is not in the input");

/**
 * What was installed for a root module. Only the folders in which init puts a module's code are believed, and only for
 * the source and the version that the call names.
 * @see https://developer.hashicorp.com/terraform/cli/commands/init#child-module-installation
 * @see https://github.com/hashicorp/terraform/blob/main/internal/modsdir/manifest.go
 */
export function installedModules(root: string, tree: SourceTree): InstalledModules {
  const content = tree.read(root, MANIFEST);
  if (content === undefined) return NOTHING_INSTALLED;
  const manifest = joinPath(root, MANIFEST);
  if ("unread" in content) return nothing(`which is not in the input: ${manifest} was not read: ${content.unread}`);
  const records = recordsIn(content.text, manifest);
  if (typeof records === "string")
    return nothing(`which is not in the input: ${manifest} is not what terraform init writes: ${records}; ${AGAIN}`);
  return new RecordedModules(root, manifest, records, tree);
}

/** Of a module in the package of its caller. */
function ownPlace(call: Block, caller: string): ModulePlace | undefined {
  const path = localPath(sourceOf(call));
  return path === undefined ? undefined : { from: caller, path };
}

export const sourceOf = ({ body }: Block): string => (typeof body.source === "string" ? body.source : "");

interface InstalledModule {
  readonly source: string;
  readonly version?: string;
  /** From the root module on. */
  readonly folder: string;
}

class RecordedModules implements InstalledModules {
  /** The keys of installed modules, and of those that call them. */
  private readonly keys = new Set<string>();

  constructor(
    private readonly root: string,
    private readonly manifest: string,
    private readonly records: ReadonlyMap<string, InstalledModule>,
    private readonly tree: SourceTree,
  ) {
    for (const [key, { source }] of records)
      if (localPath(source) === undefined)
        for (let at = key.length; at > 0; at = key.lastIndexOf(".", at - 1)) this.keys.add(key.slice(0, at));
  }

  leadsTo(key: string): boolean {
    return this.keys.has(key);
  }

  find(key: string, call: Block, caller: string): ModulePlace | ModuleMissing {
    const { manifest, root } = this;
    const record = this.records.get(key);
    const sources = recordedSources(sourceOf(call));
    const own = ownPlace(call, caller);
    if (own) return this.isMoved(own, sources, record) ? { missing: this.elsewhere(record) } : own;
    if (!record) return { missing: `which ${manifest} does not list: ${AGAIN}` };
    const { source, version, folder } = record;
    if (!sources.includes(source)) return { missing: `but ${manifest} lists ${source} for it: ${AGAIN}` };
    const { version: wanted } = call.body;
    if (typeof wanted === "string" && !wanted.includes("${") && !(version !== undefined && meets(version, wanted))) {
      const listed = version === undefined ? "no version" : `version ${version}`;
      return { missing: `but ${manifest} lists ${listed} of it, and the call asks for ${wanted}: ${AGAIN}` };
    }
    const usual = `.terraform/modules/${key}`;
    if (folder !== usual && !folder.startsWith(`${usual}/`)) return { missing: this.elsewhere(record) };
    return { from: root, path: folder, installed: version === undefined ? source : `${source} ${version}` };
  }

  /** Terraform itself would read a module of the caller's package where the record says that it is. */
  private isMoved(own: ModulePlace, sources: readonly string[], record?: InstalledModule): record is InstalledModule {
    if (!record || !sources.includes(record.source)) return false;
    if (joinPath(own.from, own.path) === joinPath(this.root, record.folder)) return false;
    const [there, here] = [this.tree.open(this.root, record.folder), this.tree.open(own.from, own.path)];
    return !(there && here && "folder" in there && "folder" in here && there.folder === here.folder);
  }

  private elsewhere({ folder }: InstalledModule): string {
    return `but ${this.manifest} says that it is in ${folder || "no folder"}, where terraform init does not put it: delete .terraform, and ${AGAIN}`;
  }
}

/** @returns the records by their keys, or what is wrong */
function recordsIn(text: string, file: string): Map<string, InstalledModule> | string {
  let manifest: unknown;
  try {
    manifest = parseJsonText(text, file, false);
  } catch (error) {
    if (error instanceof AccessInputError) return error.what;
    throw error;
  }
  const list = fieldsOf(manifest, ["Modules"])?.Modules;
  if (!Array.isArray(list)) return "it has no list of Modules";
  const records = new Map<string, InstalledModule>();
  for (const item of list) {
    // Terraform takes keys for these whatever their case is, so that a second one could change what is read.
    const record = fieldsOf(item, ["Key", "Source", "Version", "Dir"]);
    const { Key: key, Source: source, Version: version = "", Dir: dir } = record ?? {};
    if (typeof key !== "string" || typeof source !== "string" || typeof dir !== "string" || typeof version !== "string")
      return "a module has other fields than Key, Source, Version and Dir";
    if (records.has(key)) return `it lists ${key || "the root module"} twice`;
    records.set(key, { source, ...(version !== "" && { version }), folder: joinPath("", dir) });
  }
  return records;
}

/** @returns `undefined` if it is not an object, or has others */
function fieldsOf(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).every((name) => names.includes(name)) ? (value as Record<string, unknown>) : undefined;
}
