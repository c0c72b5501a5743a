import type { AccessModel } from "../../../model";
import { listAt, memberAt, textAt } from "../../../support/json";
import { given, type KubernetesObject, kubernetesObjects } from "../../../support/kubernetes";
import { asPartial, known, type PartialText } from "../../../text";

export const externalSecretsIn = (model: AccessModel): KubernetesObject[] =>
  kubernetesObjects(model).filter(
    ({ kind, apiVersion }) => known(kind) === "ExternalSecret" && known(apiVersion)?.startsWith("external-secrets.io/"),
  );

/** A reference to something in the store. */
export interface Remote {
  readonly path: string;
  readonly key: PartialText;
  /** The store, where the model holds it. */
  readonly store?: KubernetesObject;
}

/** @see https://external-secrets.io/latest/api/externalsecret/ */
export function remotesOf(model: AccessModel, { body, namespace }: KubernetesObject): Remote[] {
  const remote = (path: string, ref: Parameters<typeof textAt>[0], own: Parameters<typeof textAt>[0]): Remote[] => {
    const key = textAt(ref, "key");
    const store = storeOf(model, own ?? memberAt(body, "spec", "secretStoreRef"), namespace);
    return known(key) === "" ? [] : [{ path, key, store }];
  };
  return [
    ...listAt(body, "spec", "data").flatMap((item, index) =>
      remote(`spec.data[${index}].remoteRef.key`, memberAt(item, "remoteRef"), memberAt(item, "sourceRef", "storeRef")),
    ),
    ...listAt(body, "spec", "dataFrom").flatMap((item, index) =>
      remote(`spec.dataFrom[${index}].extract.key`, memberAt(item, "extract"), memberAt(item, "sourceRef", "storeRef")),
    ),
  ];
}

function storeOf(
  model: AccessModel,
  ref: Parameters<typeof textAt>[0],
  namespace: PartialText,
): KubernetesObject | undefined {
  const name = textAt(ref, "name");
  const kind = given(textAt(ref, "kind"), "SecretStore");
  return kubernetesObjects(model).find(
    (object) =>
      object.kind === kind && object.name === name && (known(kind) !== "SecretStore" || object.namespace === namespace),
  );
}

/** The keys of the Secret that an ExternalSecret creates; `undefined` if not all of them are known. */
export function keysMadeBy({ body }: KubernetesObject): Set<PartialText> | undefined {
  const policy = known(textAt(body, "spec", "target", "creationPolicy")) ?? "None";
  if (policy === "Merge" || policy === "None" || listAt(body, "spec", "dataFrom").length > 0) return undefined;
  const template = memberAt(body, "spec", "target", "template");
  if (listAt(template, "templateFrom").length > 0) return undefined;
  const fetched = listAt(body, "spec", "data").map((item) => textAt(item, "secretKey"));
  const made = memberAt(template, "data");
  const templated = typeof made === "object" && made !== null ? Object.keys(made).map(asPartial) : [];
  // A template replaces what was fetched, unless its merge policy says otherwise.
  const keys =
    templated.length > 0 && known(textAt(template, "mergePolicy")) !== "Merge" ? templated : [...fetched, ...templated];
  return new Set(keys);
}

/** Name of the Secret that it creates. */
export const targetOf = ({ body, name }: KubernetesObject): PartialText => {
  const target = textAt(body, "spec", "target", "name");
  return known(target) === "" ? name : target;
};
