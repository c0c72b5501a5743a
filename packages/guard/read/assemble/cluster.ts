import type { Json, KubernetesManifest, NamedValue, Resolved } from "../../model";
import { isText, jsonOf } from "../../support/json";
import { NOTHING_KNOWN, rawText } from "../../text";
import { BadArgument, NotEvaluated } from "../expression/functions/arguments";
import { type ParseYaml, yamlDecode } from "../expression/functions/yaml";
import { type Build, located } from "./build";

/** Kubernetes objects that are written as a whole, as a value or as YAML. */
export const manifests = (build: Build, parse?: ParseYaml): KubernetesManifest[] => [
  ...build
    .managed("kubernetes_manifest")
    .map((resource) => located(resource, { manifest: resource.attribute("manifest") })),
  ...build.managed("kubectl_manifest").map((resource) => {
    const yaml = resource.attribute("yaml_body");
    return located(resource, { manifest: { ...yaml, value: decoded(yaml.value, parse) } });
  }),
];

export const charts = (build: Build, parse?: ParseYaml): NamedValue[] =>
  build.managed("helm_release").flatMap((resource) => {
    const values: Resolved | undefined = resource.argument("values");
    if (!values) return [];
    const value = [values.value].flat().map((yaml) => decoded(yaml as Json, parse));
    return [located(resource, { sensitive: false, value: { ...values, value } })];
  });

function decoded(yaml: Json, parse?: ParseYaml): Json {
  if (!isText(yaml) || yaml === NOTHING_KNOWN) return yaml;
  try {
    return jsonOf(yamlDecode(rawText(yaml), parse));
  } catch (error) {
    if (error instanceof BadArgument || error instanceof NotEvaluated) return NOTHING_KNOWN;
    throw error;
  }
}
