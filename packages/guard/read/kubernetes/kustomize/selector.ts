import { isObject, type JsonObject } from "../json-of";
import { textOf } from "../objects";
import { type BuiltObject, idsOf } from "./built-object";

/** Longer names do not exist. */
const LONGEST_NAME = 253;

/**
 * What the `target` of a patch selects.
 * @returns why it is not known, as a clause
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/
 */
export function selectorOf(target: JsonObject): ((object: BuiltObject) => boolean) | string {
  const patterns: [key: "group" | "version" | "kind" | "name" | "namespace", pattern: RegExp][] = [];
  for (const key of ["group", "version", "kind", "name", "namespace"] as const) {
    const written = textOf(target[key]);
    if (written === "") continue;
    if (!isSimple(written)) return `target.${key} is a pattern that is not followed`;
    patterns.push([key, new RegExp(`^(?:${written})$`)]);
  }
  const labels = requirementsOf(textOf(target.labelSelector));
  const annotations = requirementsOf(textOf(target.annotationSelector));
  if (!labels || !annotations) return "target has a selector of labels or annotations that is not followed";
  return (object) =>
    idsOf(object).some((id) =>
      patterns.every(([key, pattern]) => id[key].length <= LONGEST_NAME && pattern.test(id[key])),
    ) &&
    labels.every((holds) => holds(metadataOf(object, "labels"))) &&
    annotations.every((holds) => holds(metadataOf(object, "annotations")));
}

/** Repetitions of repetitions would take a matcher years. */
function isSimple(pattern: string): boolean {
  if (!/^(?:[\w-]|\\[.-]|\.[*+?]?|\[[\w.-]+\][*+?]?|[|()])*$/.test(pattern) || pattern.split(/[*+]/).length > 4)
    return false;
  try {
    return new RegExp(pattern) !== undefined;
  } catch {
    return false;
  }
}

const metadataOf = ({ body }: BuiltObject, name: string): JsonObject => {
  const found = isObject(body.metadata) ? body.metadata[name] : undefined;
  return isObject(found) ? found : {};
};

type Requirement = (labels: JsonObject) => boolean;

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
function requirementsOf(selector: string): Requirement[] | undefined {
  const found: Requirement[] = [];
  for (const part of selector.split(/,(?![^(]*\))/).map((text) => text.trim())) {
    if (part === "") continue;
    const [, not, exists] = /^(!?)\s*([\w./-]+)$/.exec(part) ?? [];
    const [, key, operator = "", value = ""] = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(part) ?? [];
    const [, member, negated, list = ""] = /^([\w./-]+)\s+(not)?in\s+\(([\w.,\s-]*)\)$/.exec(part) ?? [];
    const values = list.split(",").map((one) => one.trim());
    if (exists !== undefined) found.push((labels) => Object.hasOwn(labels, exists) === (not === ""));
    else if (key !== undefined) found.push((labels) => (textOf(labels[key]) === value) === (operator !== "!="));
    else if (member !== undefined)
      found.push((labels) => (Object.hasOwn(labels, member) && values.includes(textOf(labels[member]))) === !negated);
    else return undefined;
  }
  return found;
}
