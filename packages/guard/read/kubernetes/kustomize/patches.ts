import type { Json } from "../../../model";
import { joinPath } from "../../source/path";
import type { ReadDocument } from "../documents";
import { isObject, type JsonObject } from "../json-of";
import { nameOf, textOf, type WrittenObject } from "../objects";
import { type BuiltObject, countOf, idOf, idsOf, type ObjectId } from "./built-object";
import { jsonPatch, PatchError } from "./json-patch";
import { entriesOf, type Kustomization, textsOf } from "./kustomization";
import type { KustomizeInputs } from "./kustomize-inputs";
import { selectorOf } from "./selector";
import { strategicMerge, unknownDirective } from "./strategic-merge";

/** Applies the patches of kustomizations. */
export class Patches {
  private readonly seen = new Map<string, WrittenObject>();
  private readonly applied = new Set<string>();

  constructor(private readonly inputs: KustomizeInputs) {}

  /** Those that fitted no object anywhere. */
  get unused(): WrittenObject[] {
    return [...this.seen].flatMap(([key, patch]) => (this.applied.has(key) ? [] : [patch]));
  }

  /** Those of `patchesStrategicMerge`. */
  strategic(from: Kustomization, objects: BuiltObject[]): void {
    const { file, folder, fields, lineOf } = from;
    textsOf(fields.patchesStrategicMerge).forEach((patch, index) => {
      const line = lineOf("patchesStrategicMerge", index);
      const path = joinPath(folder, patch);
      if (this.inputs.texts.has(path)) this.patch(path, line, this.inputs.documentsOf(path), undefined, objects);
      else if (patch.includes("\n")) this.patch(file, line, this.inputs.inline(file, patch, line), undefined, objects);
      else this.inputs.missing(from, "patchesStrategicMerge", index, patch);
    });
  }

  /** Those of a list that names targets. */
  list(from: Kustomization, list: "patches" | "patchesJson6902", objects: BuiltObject[]): void {
    const { file, folder, fields, lineOf } = from;
    for (const { index, entry } of entriesOf(fields[list])) {
      const line = lineOf(list, index);
      const target = isObject(entry.target) ? entry.target : undefined;
      const path = joinPath(folder, textOf(entry.path));
      const inline = textOf(entry.patch);
      if (inline) this.patch(file, line, this.inputs.inline(file, inline, line), target, objects);
      else if (this.inputs.texts.has(path)) this.patch(path, 1, this.inputs.documentsOf(path), target, objects);
      else this.inputs.missing(from, list, index, textOf(entry.path));
    }
  }

  private patch(
    file: string,
    line: number,
    documents: readonly ReadDocument[],
    target: JsonObject | undefined,
    objects: BuiltObject[],
  ): void {
    const selects = target && selectorOf(target);
    if (typeof selects === "string") {
      this.inputs.report(file, line, `A patch of ${file} is not applied, so its result is not checked: its ${selects}`);
      return;
    }
    for (const document of documents) {
      const patch = document.value;
      if (!isObject(patch) && !Array.isArray(patch)) continue;
      const key = `${document.file}\n${document.line}`;
      if (isObject(patch) && !this.seen.has(key))
        this.seen.set(key, { file: document.file, line: document.line, body: patch });
      const meant = selects ?? (isObject(patch) ? named(idOf(patch)) : () => false);
      if (!this.inputs.spend(objects.length, file)) return;
      const size = countOf(patch as Json);
      const operations = Array.isArray(patch) ? 1 + patch.length : 1;
      for (const object of objects.filter(meant)) {
        if (!this.inputs.spend(countOf(object.body) * operations + size, file)) return;
        this.applied.add(key);
        this.apply(object, patch, objects, document);
      }
    }
  }

  private apply(
    object: BuiltObject,
    patch: JsonObject | readonly Json[],
    objects: BuiltObject[],
    { file, line }: ReadDocument,
  ): void {
    if (isObject(patch)) {
      const directive = unknownDirective(patch as Json);
      if (directive !== undefined) {
        const what = `A patch of ${file} has ${directive}, which is not followed, so its result is not checked`;
        this.inputs.report(file, line, what);
      }
      const patched = strategicMerge(object.body, structuredClone(patch));
      if (patched) object.body = withIdentity(patched, object.body);
      else objects.splice(objects.indexOf(object), 1);
      return;
    }
    try {
      object.body = jsonPatch(object.body, patch);
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      const name = nameOf(object.body);
      const what = `A patch of ${file} cannot be applied to ${name}, so its result is not checked: ${error.message}`;
      this.inputs.report(file, line, what, "Correct it.");
    }
  }
}

/** What names an object is not changed by a patch. */
function withIdentity(patched: JsonObject, { apiVersion, kind, metadata }: JsonObject): JsonObject {
  const { name, namespace } = isObject(metadata) ? metadata : {};
  if (isObject(patched.metadata))
    Object.assign(patched.metadata, name !== undefined && { name }, namespace !== undefined && { namespace });
  return { ...patched, ...(apiVersion !== undefined && { apiVersion }), ...(kind !== undefined && { kind }) };
}

/** By what a patch without a target names. */
const named = (patch: ObjectId) => (object: BuiltObject) =>
  idsOf(object).some(
    (id) =>
      id.group === patch.group &&
      id.version === patch.version &&
      id.kind === patch.kind &&
      id.name === patch.name &&
      id.namespace === patch.namespace,
  );
