import type { KubernetesManifest, UncheckedManifest } from "../../model";
import { jsonOf } from "../../support/json";
import { parentFolder } from "../source/path";
import { documentsIn, type UnreadDocument } from "./documents";
import { chartsIn } from "./helm-charts";
import { nameOf, objectsOf, type WrittenObject } from "./objects";

/** What files declare to Kubernetes. */
export interface Cluster {
  readonly manifests: readonly KubernetesManifest[];
  readonly unchecked: readonly UncheckedManifest[];
}

/**
 * Reads manifests, in YAML and JSON. Files that do not belong to Kubernetes are skipped.
 * @param texts of files by their paths, as far as they may matter
 * @param paths of all files
 */
export function readKubernetes(texts: ReadonlyMap<string, string>, paths: readonly string[]): Cluster {
  const charts = chartsIn(paths);
  const manifests: KubernetesManifest[] = [];
  const unchecked: UncheckedManifest[] = [...charts.unchecked];
  for (const [file, text] of texts) {
    if (charts.isTemplate(file)) continue;
    for (const document of documentsIn(file, text))
      if ("why" in document) unchecked.push(uncheckedDocument(document));
      else for (const object of objectsOf(document)) manifests.push(manifestOf(object, file, parentFolder(file)));
  }
  return { manifests, unchecked };
}

/** @param place that its address begins with: the file, or the folder of a kustomization */
const manifestOf = ({ file, line, body }: WrittenObject, place: string, root: string): KubernetesManifest => ({
  ...{ address: `${place}:${nameOf(body)}`, root, file, line },
  manifest: { value: jsonOf(body), whys: [], references: [] },
});

const uncheckedDocument = ({ file, line, why, fix, template }: UnreadDocument): UncheckedManifest => ({
  ...{ address: file, root: parentFolder(file), file, line, fix, template },
  what: `A document of ${file} is not checked: ${why}.`,
});
