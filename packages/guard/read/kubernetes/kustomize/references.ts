import type { JsonObject } from "../json-of";
import { textOf } from "../objects";
import { entriesOf, readKustomization, textsOf } from "./kustomization";

/** The paths that a kustomization names, as they are written: of files, of folders, and perhaps of other machines. */
export function referencesOf(file: string, text: string): string[] {
  const kustomization = readKustomization(file, text);
  if ("why" in kustomization) return [];
  const { fields } = kustomization;
  const lists = ["resources", "bases", "components", "patchesStrategicMerge"].flatMap((name) => textsOf(fields[name]));
  const patches = ["patches", "patchesJson6902"].flatMap((name) => entriesOf(fields[name]));
  const generators = ["configMapGenerator", "secretGenerator"].flatMap((name) => entriesOf(fields[name]));
  const named = [
    ...lists,
    ...patches.map(({ entry }) => textOf(entry.path)),
    ...generators.flatMap(({ entry }) => [...sourceFiles(entry), ...environmentFiles(entry)]),
  ];
  return named.filter((path) => path !== "" && !/[\n\0]/.test(path));
}

const sourceFiles = (generator: JsonObject): string[] =>
  textsOf(generator.files).map((source) => keyAndPath(source)[1]);

/** Files with a variable on each line. */
export const environmentFiles = (generator: JsonObject): string[] => [
  ...textsOf(generator.envs),
  ...(textOf(generator.env) ? [textOf(generator.env)] : []),
];

/** Of `key=path`; without a key it is the file's name. */
export function keyAndPath(source: string): [key: string, path: string] {
  const at = source.indexOf("=");
  return at < 0 ? [source.slice(source.lastIndexOf("/") + 1), source] : [source.slice(0, at), source.slice(at + 1)];
}

/** Whether a path is an address on another machine: kustomize would ask git or a web server. */
export const isRemote = (path: string): boolean =>
  /^[a-z][a-z0-9+.-]*::|:\/\/|^[\w.-]+@[\w.-]+:|^(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com)[/:]|\?(?:ref|version|timeout|submodules)=|\.git(?:\/|$)/i.test(
    path,
  );

/** Without the password that an address may hold. */
export const shownAddress = (path: string): string => path.replace(/\/\/[^/@]*@/, "//****@");
