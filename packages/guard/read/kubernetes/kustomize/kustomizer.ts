import { MAX_KUSTOMIZE_LEVELS } from "../../../bounds";
import type { UncheckedManifest } from "../../../model";
import { joinPath } from "../../source/path";
import type { UnreadFiles } from "../../source/unread-files";
import { isObject } from "../json-of";
import { objectsOf, textOf, type WrittenObject } from "../objects";
import { type BuiltObject, countOf, idOf, idsOf } from "./built-object";
import { generate } from "./generate";
import { entriesOf, isKustomization, type Kustomization, readKustomization, textsOf } from "./kustomization";
import { KustomizeInputs } from "./kustomize-inputs";
import { Patches } from "./patches";
import { strategicMerge } from "./strategic-merge";
import { renameReferences, transform } from "./transform";

/** Fields that change nothing that a rule looks at. */
const HARMLESS = ["apiVersion", "kind", "metadata", "buildMetadata", "sortOptions", "validators", "crds"];
const FOLLOWED = [
  ...["resources", "bases", "components", "patches", "patchesStrategicMerge", "patchesJson6902"],
  ...["configMapGenerator", "secretGenerator", "generatorOptions", "namespace", "namePrefix", "nameSuffix", "images"],
  ...["labels", "commonLabels", "commonAnnotations", "replicas"],
];

/** What every object and every use of a kustomization costs, beside the values in it. */
const OF_OBJECT = 50;

/** Builds objects as `kubectl kustomize` does, from local files only. What it does not follow is reported. */
export class Kustomizer {
  private readonly inputs: KustomizeInputs;
  private readonly patches: Patches;
  private readonly kustomizations = new Map<string, Kustomization>();
  /** Folders that were built, or used by one that was. */
  private readonly visited = new Set<string>();
  private readonly open: string[] = [];

  /** @param texts of all files by their paths */
  constructor(texts: ReadonlyMap<string, string>, unread: UnreadFiles) {
    this.inputs = new KustomizeInputs(texts, unread);
    this.patches = new Patches(this.inputs);
    for (const [file, text] of texts) {
      if (!isKustomization(file)) continue;
      this.inputs.used.add(file);
      const found = readKustomization(file, text);
      if ("why" in found) this.inputs.report(file, found.line, `${file} is not checked: ${found.why}`, found.fix);
      else if (this.kustomizations.has(found.folder))
        this.inputs.report(
          file,
          1,
          `${file} is not checked: its folder has another kustomization`,
          "Delete one of them.",
        );
      else this.kustomizations.set(found.folder, found);
    }
  }

  get unchecked(): readonly UncheckedManifest[] {
    return this.inputs.unchecked;
  }

  /** Whether the content of a file is in what was built. */
  uses(file: string): boolean {
    return this.inputs.used.has(file);
  }

  /** Folders that no other folder uses. */
  get roots(): string[] {
    const named = new Set<string>();
    for (const { folder, fields } of this.kustomizations.values())
      for (const list of ["resources", "bases", "components"])
        for (const path of textsOf(fields[list])) named.add(joinPath(folder, path));
    return [...this.kustomizations.keys()].filter((folder) => !named.has(folder));
  }

  /** Those that only use each other. */
  get notVisited(): string[] {
    return [...this.kustomizations.keys()].filter((folder) => !this.visited.has(folder));
  }

  /** Patches that fitted no object anywhere: they are checked as they are. */
  get unusedPatches(): WrittenObject[] {
    return this.patches.unused;
  }

  build(folder: string): readonly BuiltObject[] {
    const kustomization = this.kustomizations.get(folder);
    if (!kustomization) return [];
    const objects: BuiltObject[] = [];
    this.accumulate(kustomization, objects);
    renameReferences(objects);
    return objects;
  }

  /** @param objects of what uses it, if it is a component, which changes them */
  private accumulate(kustomization: Kustomization, objects: BuiltObject[]): void {
    const { file, folder, fields } = kustomization;
    this.visited.add(folder);
    if (this.open.includes(folder) || this.open.length >= MAX_KUSTOMIZE_LEVELS) {
      const why = this.open.includes(folder)
        ? "it uses itself"
        : `kustomizations use each other over more than ${MAX_KUSTOMIZE_LEVELS} levels`;
      this.inputs.report(
        file,
        1,
        `${file} is not checked where ${this.open.at(-1)} uses it: ${why}`,
        "Remove the circle.",
      );
      return;
    }
    const lists = ["labels", "replicas", "images"].map((name) => entriesOf(fields[name]).length);
    if (!this.inputs.spend(OF_OBJECT, file)) return;
    this.open.push(folder);
    for (const list of ["resources", "bases"]) this.resources(kustomization, list, objects);
    this.resources(kustomization, "components", objects);
    this.generators(kustomization, objects);
    this.patches.strategic(kustomization, objects);
    this.patches.list(kustomization, "patches", objects);
    const changes = lists.reduce((sum, length) => sum + length, 1);
    if (this.inputs.spend(objects.length * changes, file)) transform(objects, fields);
    this.patches.list(kustomization, "patchesJson6902", objects);
    for (const name of Object.keys(fields))
      if (![...HARMLESS, ...FOLLOWED].includes(name))
        this.inputs.report(
          file,
          kustomization.lineOf(name),
          `${name} of ${file} is not followed, so what it adds or changes is not checked`,
        );
    this.open.pop();
  }

  private resources(from: Kustomization, list: string, objects: BuiltObject[]): void {
    textsOf(from.fields[list]).forEach((path, index) => {
      const target = joinPath(from.folder, path);
      const at = this.kustomizations.get(target);
      if (at && list === "components") this.accumulate(at, objects);
      else if (at) {
        const built: BuiltObject[] = [];
        this.accumulate(at, built);
        for (const object of built) objects.push(object);
      } else if (this.inputs.texts.has(target) && !isKustomization(target))
        for (const object of this.objectsIn(target)) objects.push(object);
      else this.inputs.missing(from, list, index, path);
    });
  }

  private objectsIn(file: string): BuiltObject[] {
    return this.inputs
      .documentsOf(file)
      .flatMap((document) => objectsOf(document))
      .flatMap((object) =>
        this.inputs.spend(OF_OBJECT + countOf(object.body), file)
          ? [{ ...object, body: structuredClone(object.body), before: [] }]
          : [],
      );
  }

  private generators(from: Kustomization, objects: BuiltObject[]): void {
    const { file, folder, fields, lineOf } = from;
    const common = isObject(fields.generatorOptions) ? fields.generatorOptions : {};
    for (const [list, kind] of [
      ["configMapGenerator", "ConfigMap"],
      ["secretGenerator", "Secret"],
    ] as const)
      for (const { index, entry } of entriesOf(fields[list])) {
        const line = lineOf(list, index);
        const { body, missing } = generate(kind, entry, common, (path) => {
          const target = joinPath(folder, path);
          this.inputs.used.add(target);
          return this.inputs.texts.get(target);
        });
        // Such as a file with secrets that is not committed.
        for (const path of missing) this.inputs.missing(from, list, index, path, true);
        if (!this.inputs.spend(OF_OBJECT + countOf(body) + objects.length, file)) return;
        const behavior = textOf(entry.behavior);
        const id = idOf(body);
        const existing = objects.find((object) =>
          idsOf(object).some((one) => one.kind === kind && one.name === id.name),
        );
        if (!existing || !/^(?:merge|replace)$/.test(behavior)) objects.push({ file, line, body, before: [] });
        else if (behavior === "merge") existing.body = strategicMerge(existing.body, { data: body.data ?? {} }) ?? body;
        else existing.body = { ...existing.body, data: body.data ?? {} };
      }
  }
}
