import type { Json } from "../../../model";
import { jsonOf } from "../../../support/json";
import { isObject, type JsonObject } from "../json-of";
import { textOf } from "../objects";
import { type BuiltObject, idOf, idsOf, isBuiltIn, isClusterWide, section, sectionsOf } from "./built-object";
import { entriesOf } from "./kustomization";

/** What a kustomization changes in all objects, in kustomize's order, without its patches. */
export function transform(objects: readonly BuiltObject[], fields: JsonObject): void {
  const namespace = textOf(fields.namespace);
  if (namespace) for (const object of objects) setNamespace(object, namespace);
  const [prefix, suffix] = [textOf(fields.namePrefix), textOf(fields.nameSuffix)];
  if (prefix || suffix) for (const object of objects) rename(object, prefix, suffix);
  for (const { body } of objects) {
    for (const { entry } of entriesOf(fields.labels))
      if (isObject(entry.pairs))
        addTo(body, "labels", entry.pairs, entry.includeSelectors === true || entry.includeTemplates === true);
    if (isObject(fields.commonLabels)) addTo(body, "labels", fields.commonLabels, true);
    if (isObject(fields.commonAnnotations)) addTo(body, "annotations", fields.commonAnnotations, true);
  }
  for (const { entry } of entriesOf(fields.replicas)) {
    const count = entry.count ?? null;
    for (const object of objects)
      if (/^(?:Deployment|ReplicaSet|StatefulSet|ReplicationController)$/.test(idOf(object.body).kind))
        if (idsOf(object).some(({ name }) => name === textOf(entry.name)))
          section(object.body, "spec").replicas = count;
  }
  for (const { entry } of entriesOf(fields.images)) for (const { body } of objects) setImages(body, entry);
}

function setNamespace({ body, before }: BuiltObject, namespace: string): void {
  const id = idOf(body);
  const value = jsonOf(namespace);
  const isNamespace = id.kind === "Namespace" && id.group === "";
  if (isNamespace || !isClusterWide(id)) {
    before.push(id);
    section(body, "metadata")[isNamespace ? "name" : "namespace"] = value;
  }
  if (/^(?:Cluster)?RoleBinding$/.test(id.kind))
    for (const { entry } of entriesOf(body.subjects))
      if (textOf(entry.kind) === "ServiceAccount" && textOf(entry.name) === "default") entry.namespace = value;
}

function rename({ body, before }: BuiltObject, prefix: string, suffix: string): void {
  const id = idOf(body);
  // kustomize leaves their names: they say what they are.
  if (/^(?:Namespace|CustomResourceDefinition|APIService)$/.test(id.kind)) return;
  before.push(id);
  section(body, "metadata").name = jsonOf(prefix + id.name + suffix);
}

function addTo(body: JsonObject, name: string, added: JsonObject, templates: boolean): void {
  Object.assign(section(section(body, "metadata"), name), added);
  const template = isObject(body.spec) ? body.spec.template : undefined;
  if (templates && isObject(template)) Object.assign(section(section(template, "metadata"), name), added);
}

/** @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/ */
function setImages(body: JsonObject, { name, newName, newTag, digest }: JsonObject): void {
  for (const within of sectionsOf(body))
    for (const list of ["containers", "initContainers", "ephemeralContainers"])
      for (const { entry } of entriesOf(within[list])) {
        const [, image = "", tag = "", found = ""] =
          /^(.*?)(:[\w.{}-]*)?(@sha256:[\w.{}-]*)?$/s.exec(textOf(entry.image)) ?? [];
        if (image === "" || image !== textOf(name)) continue;
        const version = textOf(digest) ? `@${textOf(digest)}` : textOf(newTag) ? `:${textOf(newTag)}` : tag + found;
        entry.image = jsonOf((textOf(newName) || image) + version);
      }
}

/** Where pods name objects of other kinds, by the key of the section that holds the name. */
const REFERENCES: Readonly<Record<string, readonly [kind: string, field: string]>> = {
  configMapKeyRef: ["ConfigMap", "name"],
  configMapRef: ["ConfigMap", "name"],
  configMap: ["ConfigMap", "name"],
  secretKeyRef: ["Secret", "name"],
  secretRef: ["Secret", "name"],
  secret: ["Secret", "secretName"],
  imagePullSecrets: ["Secret", "name"],
  persistentVolumeClaim: ["PersistentVolumeClaim", "claimName"],
};

/** Lets pods refer to the objects that they referred to before these were renamed. */
export function renameReferences(objects: readonly BuiltObject[]): void {
  const renamed = objects.filter((object) => idsOf(object).some(({ name }) => name !== idOf(object.body).name));
  if (renamed.length === 0) return;
  const byName = new Map<string, BuiltObject[]>();
  const keyOf = (kind: string, name: string) => `${kind}\n${name}`;
  for (const object of objects)
    for (const key of new Set(idsOf(object).map(({ kind, name }) => keyOf(kind, name)))) {
      const same = byName.get(key);
      if (same) same.push(object);
      else byName.set(key, [object]);
    }
  const follow = (holder: JsonObject, field: string, kind: string, namespace: string) => {
    const named = textOf(holder[field]);
    const meant = (byName.get(keyOf(kind, named)) ?? []).filter(({ body }) => idOf(body).namespace === namespace);
    if (meant.length === 1 && meant[0]) holder[field] = jsonOf(idOf(meant[0].body).name);
  };
  for (const { body } of objects) {
    const id = idOf(body);
    if (!isBuiltIn(id)) continue;
    for (const within of sectionsOf(body.spec)) {
      if (within.serviceAccountName !== undefined) follow(within, "serviceAccountName", "ServiceAccount", id.namespace);
      for (const [key, value] of Object.entries(within)) {
        const [kind, field] = (Object.hasOwn(REFERENCES, key) && REFERENCES[key]) || [];
        if (kind && field)
          for (const holder of [value].flat() as Json[])
            if (isObject(holder)) follow(holder, holder[field] === undefined ? "name" : field, kind, id.namespace);
      }
    }
  }
}
