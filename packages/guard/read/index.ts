import type { AccessModel, Json, NamedValue, UncheckedManifest } from "../model";
import { AccessInputError } from "./access-input-error";
import { located } from "./assemble/build";
import { buildModel } from "./assemble/model";
import { merged, noContents } from "./contents";
import { isBuilt, mayBeManifest } from "./kubernetes/may-be-manifest";
import { type Cluster, readKubernetes } from "./kubernetes/read-kubernetes";
import { isPlan, readPlan } from "./plan/read-plan";
import { unreadState } from "./plan/state";
import { readModules } from "./read-modules";
import { HclEffort } from "./source/hcl-effort";
import { parseHclText } from "./source/hcl-text";
import { parseJsonText } from "./source/json-text";
import { type Body, type ModuleSource, moduleSource, type ParsedFile } from "./source/module-source";
import { joinPath, parentFolder } from "./source/path";
import { SourceFile } from "./source/source-file";
import {
  bySettingsOrder,
  CONFIGURATION_NAMES,
  isJson,
  isLoadedSettings,
  isSettings,
  isTerraformFile,
} from "./source/terraform-file";
import { type UnreadFile, UnreadFiles } from "./source/unread-files";
import { boundedYamlParser } from "./source/yaml-parser";

export { AccessInputError } from "./access-input-error";
export type { UnreadFile } from "./source/unread-files";

export interface TerraformFile {
  /** With slashes; its folder is its module. */
  readonly path: string;
  readonly text: string;
}

export type InputFile = TerraformFile | UnreadFile;

/**
 * Reads configurations (`*.tf`, `*.tf.json`, `*.tofu`, `*.tofu.json`, with the `*.tfvars` that are loaded without being asked for), plans (`terraform show
 * -json`, under any name), manifests of Kubernetes and kustomizations. Other files are only read by `file` and
 * `templatefile`.
 * @param only what there must be. @default any of these
 * @throws AccessInputError if a file is not valid, or there is nothing to check
 */
export async function readTerraform(files: readonly InputFile[], only?: "terraform"): Promise<AccessModel> {
  const folders = new Map<string, Folder>();
  const unloaded: Tfvars[] = [];
  const texts = new Map<string, string>();
  const plans: { readonly file: string; readonly value: Body; readonly size: number }[] = [];
  const states: UnreadFile[] = [];
  const effort = new HclEffort();
  for (const { path, text } of files.filter((file) => "text" in file)) {
    const name = joinPath("", path);
    texts.set(name, text);
    if (isTerraformFile(name)) await addToFolder(folders, unloaded, name, text, effort);
    else if (/^\s*\{/.test(text) && /"(?:format_version|lineage)"\s*:/.test(text)) {
      const value = parseJsonText(text, path);
      const state = unreadState(path, value);
      if (state) states.push(state);
      else if (isPlan(value)) plans.push({ file: path, value, size: text.length });
    }
  }
  const unread = new UnreadFiles([...states, ...files.filter((file) => "unread" in file)]);
  const cluster = readCluster(texts, unread, new Set(plans.map(({ file }) => joinPath("", file))));
  if (folders.size === 0 && plans.length === 0 && (only || !cluster?.manifests.length))
    throw nothing([...states, ...files], only, cluster?.unchecked[0]);
  const modules = new Map<string, ModuleSource>();
  for (const [folder, { parsed, settings }] of folders)
    if (parsed.length > 0) modules.set(folder, moduleSource(folder, parsed, settingsOf(settings)));
  const parseYaml = await boundedYamlParser(texts.values());
  const all = merged([
    readModules(modules, texts, unread, parseYaml),
    ...plans.map(({ file, value, size }) => readPlan(file, value, size)),
    { ...noContents(), unknowns: unread.unknowns() },
  ]);
  const model = buildModel({ ...all, variables: [...all.variables, ...notLoaded(unloaded, all.variables)] }, parseYaml);
  if (!cluster) return model;
  return { ...model, manifests: [...model.manifests, ...cluster.manifests], uncheckedManifests: cluster.unchecked };
}

/** @returns `undefined` if no file can belong to Kubernetes */
function readCluster(
  texts: ReadonlyMap<string, string>,
  unread: UnreadFiles,
  plans: ReadonlySet<string>,
): Cluster | undefined {
  const isForeign = (path: string) => plans.has(path);
  const isWanted = (path: string, text: string) => !isForeign(path) && (isBuilt(path) || mayBeManifest(path, text));
  if (![...texts].some(([path, text]) => isWanted(path, text))) return undefined;
  return readKubernetes(texts, unread, isForeign);
}

/** The values in tfvars files that Terraform loads only when told to (`-var-file`). */
const notLoaded = (files: readonly Tfvars[], variables: readonly NamedValue[]): NamedValue[] =>
  files.flatMap(({ file, settings }) =>
    Object.entries(settings).map(([name, value]) => {
      const address = `var.${name}`;
      const sensitive = variables.some((variable) => variable.address === address && variable.sensitive);
      const at = { address, root: parentFolder(file), file };
      return located(at, { sensitive, value: { value: value as Json, whys: [], references: [] } });
    }),
  );

/** A file with values of variables. */
interface Tfvars {
  readonly file: string;
  readonly settings: Body;
}

interface Folder {
  readonly parsed: ParsedFile[];
  /** Those that Terraform loads on its own. */
  readonly settings: Tfvars[];
}

const settingsOf = (files: readonly Tfvars[]): Body =>
  Object.assign({}, ...[...files].sort((a, b) => bySettingsOrder(a.file, b.file)).map(({ settings }) => settings));

async function addToFolder(
  folders: Map<string, Folder>,
  unloaded: Tfvars[],
  path: string,
  text: string,
  effort: HclEffort,
): Promise<void> {
  const hcl = isJson(path) ? undefined : await parseHclText(text, path, effort);
  const value = hcl ? hcl.value : parseJsonText(text, path);
  if (isSettings(path) && !isLoadedSettings(path)) {
    unloaded.push({ file: path, settings: value as Body });
    return;
  }
  const folder = folders.get(parentFolder(path)) ?? { parsed: [], settings: [] };
  folders.set(parentFolder(path), folder);
  if (isSettings(path)) folder.settings.push({ file: path, settings: value as Body });
  else folder.parsed.push({ file: new SourceFile(path, hcl ? "hcl" : "json", text, hcl?.lines), value });
}

function nothing(files: readonly InputFile[], only?: "terraform", unchecked?: UncheckedManifest): AccessInputError {
  if (!only && unchecked)
    return new AccessInputError(
      unchecked,
      unchecked.what.replace(/\.$/, ""),
      `Nothing else was found. ${LOOKED_FOR.any}`,
    );
  const first = files.find((file) => "unread" in file && !file.harmless) ?? files[0];
  const what = first
    ? "unread" in first
      ? `it was not read: ${first.unread}`
      : only
        ? "neither a Terraform configuration nor a plan"
        : "neither a Terraform configuration, nor a plan, nor a Kubernetes manifest"
    : "no files were given";
  return new AccessInputError({ file: first?.path ?? "input" }, what, LOOKED_FOR[only ?? "any"]);
}

const LOOKED_FOR = {
  terraform: `Give ${CONFIGURATION_NAMES} or the output of terraform show -json`,
  any: `Give ${CONFIGURATION_NAMES}, the output of terraform show -json, YAML or JSON with an apiVersion and a kind, or a folder with a kustomization.yaml`,
};
