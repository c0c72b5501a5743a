import type { KubernetesManifest, UncheckedManifest } from "../../model";
import { jsonOf } from "../../support/json";
import { parentFolder } from "../source/path";
import type { UnreadFiles } from "../source/unread-files";
import { documentsIn, type UnreadDocument } from "./documents";
import { chartsIn } from "./helm-charts";
import { Kustomizer } from "./kustomize/kustomizer";
import { mayBeManifest } from "./may-be-manifest";
import { nameOf, objectsOf, textOf, type WrittenObject } from "./objects";

/** What files declare to Kubernetes. */
export interface Cluster {
  readonly manifests: readonly KubernetesManifest[];
  readonly unchecked: readonly UncheckedManifest[];
}

/**
 * Reads manifests, in YAML and JSON, and what kustomizations build of them. Files that do not belong to Kubernetes are
 * skipped.
 * @param texts of all files by their paths
 * @param isForeign whether a file is known to be something else, such as a plan
 */
export function readKubernetes(
  texts: ReadonlyMap<string, string>,
  unread: UnreadFiles,
  isForeign: (path: string) => boolean,
): Cluster {
  const charts = chartsIn([...texts.keys()]);
  const kustomizer = new Kustomizer(texts, unread);
  const manifests: KubernetesManifest[] = [];
  const build = (folder: string) => {
    for (const object of kustomizer.build(folder)) manifests.push(manifestOf(object, folder || ".", folder));
  };
  for (const folder of kustomizer.roots) build(folder);
  for (const folder of kustomizer.notVisited) if (kustomizer.notVisited.includes(folder)) build(folder);
  for (const object of kustomizer.unusedPatches)
    if (textOf(object.body.kind)) manifests.push(manifestOf(object, object.file, parentFolder(object.file)));
  const unchecked: UncheckedManifest[] = [...charts.unchecked, ...kustomizer.unchecked];
  for (const [file, text] of texts) {
    if (isForeign(file) || charts.isTemplate(file) || kustomizer.uses(file) || !mayBeManifest(file, text)) continue;
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

const uncheckedDocument = ({ file, line, why, fix, later }: UnreadDocument): UncheckedManifest => ({
  ...{ address: file, root: parentFolder(file), file, line, fix, later },
  what: `A document of ${file} is not checked: ${why}.`,
});
