import type { AccessModel, Json, NamedValue, UncheckedManifest, Unknown } from "../model";
import { AccessInputError } from "./access-input-error";
import { withAlternatives } from "./alternatives";
import { located } from "./assemble/build";
import { buildModel } from "./assemble/model";
import { withCloudFormation } from "./cloudformation/index";
import { NO_TEMPLATES, templateFiles } from "./cloudformation/template-files";
import { type Contents, merged, noContents } from "./contents";
import { atTheirFiles } from "./kubernetes/at-their-files";
import { isBuilt, mayBeManifest } from "./kubernetes/may-be-manifest";
import { type Cluster, readKubernetes } from "./kubernetes/read-kubernetes";
import { ModuleLoader } from "./modules/module-loader";
import { isPlan, readPlan } from "./plan/read-plan";
import { unreadState } from "./plan/state";
import { type Readings, readingsOf } from "./readings";
import { FilesInMemory } from "./source/files-in-memory";
import { HclEffort } from "./source/hcl-effort";
import { parseJsonText } from "./source/json-text";
import type { Body } from "./source/module-source";
import { joinPath } from "./source/path";
import type { SourceTree } from "./source/source-tree";
import { CONFIGURATION_NAMES, isTerraformFile } from "./source/terraform-file";
import { readTfvars, type Tfvars } from "./source/tfvars";
import { type UnreadFile, UnreadFiles } from "./source/unread-files";
import { boundedYamlParser } from "./source/yaml-parser";

export { AccessInputError } from "./access-input-error";
export type { NotRead, SourceFolder, SourceTree } from "./source/source-tree";
export type { UnreadFile } from "./source/unread-files";

export interface TerraformFile {
  /** With slashes; its folder is its module. */
  readonly path: string;
  readonly text: string;
}

export type InputFile = TerraformFile | UnreadFile;

export interface ReadOptions {
  /** What there must be. @default also manifests of Kubernetes */
  readonly only?: "terraform";
  /** Files with values of variables, as given to `-var-file`: later ones win. @default none */
  readonly varFiles?: readonly TerraformFile[];
  /** Where the files are that a configuration names. @default the given ones */
  readonly elsewhere?: SourceTree;
}

/**
 * Reads configurations (`*.tf`, `*.tf.json`, `*.tofu`, `*.tofu.json`, with the `*.tfvars` that are loaded without being
 * asked for), plans (`terraform show -json`, under any name), templates of CloudFormation, manifests of Kubernetes and
 * kustomizations. Other files, and modules that are not among them, are read where a configuration names them.
 * @throws AccessInputError if a file is not valid, or there is nothing to check
 */
export async function readTerraform(
  files: readonly InputFile[],
  { only, varFiles = [], elsewhere }: ReadOptions = {},
): Promise<AccessModel> {
  const texts = new Map<string, string>();
  const plans: { readonly file: string; readonly value: Body; readonly size: number }[] = [];
  const states: UnreadFile[] = [];
  const unread = new UnreadFiles(files.filter((file) => "unread" in file));
  for (const { path, text } of files.filter((file) => "text" in file)) texts.set(joinPath("", path), text);
  const tree = elsewhere ?? new FilesInMemory(texts, unread);
  const effort = new HclEffort();
  const loader = new ModuleLoader(tree, unread, effort);
  for (const [path, text] of given(texts)) {
    if (isTerraformFile(path)) await loader.add(path, text);
    else if (/^\s*\{/.test(text) && /"(?:format_version|lineage)"\s*:/.test(text)) {
      const value = parseJsonText(text, path);
      const state = unreadState(path, value);
      if (state) states.push(state);
      else if (isPlan(value)) plans.push({ file: path, value, size: text.length });
    }
  }
  for (const state of states) unread.add(state);
  const planFiles = new Set(plans.map(({ file }) => file));
  const clouds = templateFiles(texts, (path) => planFiles.has(path));
  const cluster = readCluster(texts, unread, new Set([...planFiles, ...clouds.templates.keys()]));
  const isEmpty = loader.isEmpty && plans.length === 0 && clouds.templates.size === 0;
  if (isEmpty && (only || !cluster?.manifests.length))
    throw nothing([...states, ...files], only, cluster?.unchecked[0] ?? clouds.unknowns[0]);
  const loaded = await loader.load();
  const named = await settingsIn(varFiles, effort);
  if (loader.isEmpty && named[0]) throw withoutVariables(named[0]);
  const readings = readingsOf(loaded, named);
  const parseYaml = await boundedYamlParser([...texts.values(), ...loaded.texts]);
  const beside = [
    ...plans.map(({ file, value, size }) => readPlan(file, value, size)),
    { ...noContents(), unknowns: unread.unknowns(), variables: notLoaded(readings) },
  ];
  const ofFiles = cluster?.manifests ?? [];
  const modelOf = (contents: readonly Contents[], templates = NO_TEMPLATES): AccessModel => {
    const model = buildModel(withCloudFormation(merged(contents), templates, texts), parseYaml);
    return { ...model, manifests: atTheirFiles(model.manifests, ofFiles) };
  };
  const model = withAlternatives(
    readings,
    { ...loaded, tree, unread, parseYaml },
    {
      alone: (contents) => modelOf(contents),
      withOthers: (contents) => modelOf([...contents, ...beside], clouds),
    },
  );
  if (!cluster) return model;
  return { ...model, manifests: [...model.manifests, ...ofFiles], uncheckedManifests: cluster.unchecked };
}

/** Without what `terraform init` has installed, unless there is nothing else: that is read where it is called. */
function given(texts: ReadonlyMap<string, string>): [path: string, text: string][] {
  const own = [...texts].filter(([path]) => !path.split("/").includes(".terraform"));
  return own.length > 0 ? own : [...texts];
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

/** Values in settings that are not loaded without being asked for. */
const notLoaded = ({ unloaded, first: { modules } }: Readings): NamedValue[] =>
  unloaded.flatMap(({ root, file, settings }) =>
    Array.from(settings, ([name, { value }]) => {
      const declared = modules.get(root)?.variables.find(({ path }) => path[1] === name);
      const at = { address: `var.${name}`, root, file };
      const sensitive = declared?.body.sensitive === true;
      return located(at, { sensitive, value: { value: value as Json, whys: [], references: [] } });
    }),
  );

async function settingsIn(files: readonly TerraformFile[], effort: HclEffort): Promise<Tfvars[]> {
  const settings: Tfvars[] = [];
  for (const { path, text } of files) settings.push(await readTfvars(joinPath("", path), text, effort));
  return settings;
}

const withoutVariables = ({ file }: Tfvars): AccessInputError =>
  new AccessInputError(
    { file },
    "there is no Terraform configuration that takes it",
    "Give the folder of the root module",
  );

function nothing(
  files: readonly InputFile[],
  only?: "terraform",
  unchecked?: UncheckedManifest | Unknown,
): AccessInputError {
  if (unchecked && (!only || "why" in unchecked))
    return new AccessInputError(
      unchecked,
      "why" in unchecked ? `${unchecked.what} cannot be read: ${unchecked.why}` : unchecked.what.replace(/\.$/, ""),
      `Nothing else was found. ${LOOKED_FOR[only ?? "any"]}`,
    );
  const first = files.find((file) => "unread" in file && !file.harmless) ?? files[0];
  const what = first
    ? "unread" in first
      ? `it was not read: ${first.unread}`
      : only
        ? "neither a Terraform configuration, nor a plan, nor a CloudFormation template"
        : "neither a Terraform configuration, nor a plan, nor a CloudFormation template, nor a Kubernetes manifest"
    : "no files were given";
  return new AccessInputError({ file: first?.path ?? "input" }, what, LOOKED_FOR[only ?? "any"]);
}

const LOOKED_FOR = {
  terraform: `Give ${CONFIGURATION_NAMES}, the output of terraform show -json, or a CloudFormation template`,
  any: `Give ${CONFIGURATION_NAMES}, the output of terraform show -json, a CloudFormation template, YAML or JSON with an apiVersion and a kind, or a folder with a kustomization.yaml`,
};
