import type { AccessModel, Json, Location, Resolved } from "../model";
import { asPartial, known, type PartialText } from "../text";
import { asText, listAt, memberAt, partsOf, textAt } from "./json";
import { perObject } from "./memo";

/** An object of the cluster, however Terraform declares it. */
export interface KubernetesObject {
  readonly at: Location;
  /** `Deployment`; "" if not known. */
  readonly kind: PartialText;
  /** `apps/v1`; "" for a resource with a type of its own, such as kubernetes_deployment. */
  readonly apiVersion: PartialText;
  readonly namespace: PartialText;
  readonly name: PartialText;
  /** As in a manifest; for a resource with a type of its own, its blocks, each in a list. */
  readonly body: Json;
  readonly references: readonly string[];
}

export const kubernetesObjects = perObject((model: AccessModel): readonly KubernetesObject[] => {
  const manifests = model.manifests.map(({ manifest, ...at }) => object(at, manifest));
  const typed = model.resources
    .filter(({ type, mode }) => mode === "managed" && type.startsWith("kubernetes_") && type !== "kubernetes_manifest")
    .map((resource) => {
      const values = resource.argumentNames.map((name) => [name, resource.argument(name)] as const);
      const body = Object.fromEntries(values.map(([name, resolved]) => [name, resolved?.value ?? null]));
      const references = values.flatMap(([, resolved]) => resolved?.references ?? []);
      return object(resource, { value: body, references }, kindOf(resource.type));
    });
  return [...manifests, ...typed];
});

function object(
  { address, root, file, line }: Location,
  { value: body, references }: Pick<Resolved, "value" | "references">,
  kind = textAt(body, "kind"),
): KubernetesObject {
  return {
    at: { address, root, file, line },
    kind,
    apiVersion: textAt(body, "apiVersion"),
    namespace: given(textAt(body, "metadata", "namespace"), "default"),
    name: textAt(body, "metadata", "name"),
    body,
    references,
  };
}

/** The text, or what stands for one that is not there. */
export const given = (text: PartialText, otherwise: string): PartialText =>
  known(text) === "" ? asPartial(otherwise) : text;

/** `ConfigMap` of `kubernetes_config_map_v1`. */
const kindOf = (type: string): PartialText =>
  asPartial(
    type.replace(/^kubernetes_|_v\d\w*$/g, "").replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );

/** A variable in the environment of a container. */
export interface Variable {
  /** Path of the container. */
  readonly container: string;
  readonly name: PartialText;
  /** `undefined` if it has no literal value. */
  readonly value: PartialText | undefined;
  /** The key of a Secret that it is read from. */
  readonly secret?: { readonly name: PartialText; readonly key: PartialText; readonly optional: boolean };
}

/** Variables of every container of an object. */
export function* variablesOf({ body }: KubernetesObject): Generator<Variable> {
  for (const { path, value: container } of partsOf(body)) {
    if (!Object.hasOwn(container, "env")) continue;
    for (const item of listAt(container, "env")) {
      const name = textAt(item, "name");
      if (known(name) === "") continue;
      const value = memberAt(item, "value");
      const secret = memberAt(item, "valueFrom", "secretKeyRef") ?? memberAt(item, "value_from", "secret_key_ref");
      yield {
        container: path,
        name,
        value: value === undefined || value === null || typeof value === "object" ? undefined : asText(value),
        ...(secret !== undefined && {
          secret: {
            name: textAt(secret, "name"),
            key: textAt(secret, "key"),
            optional: memberAt(secret, "optional") === true,
          },
        }),
      };
    }
  }
}
