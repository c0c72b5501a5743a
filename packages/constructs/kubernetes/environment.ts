/** A variable of a container's environment. */
export type Variable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly valueFrom: Source };

type Source =
  | { readonly secretKeyRef: { readonly name: string; readonly key: string } }
  | { readonly fieldRef: { readonly apiVersion: "v1"; readonly fieldPath: string } };

export const value = (name: string, text: string): Variable => ({ name, value: text });

/** From the key of the same name in a Secret. */
export const fromSecret = (name: string, secret: string): Variable => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key: name } },
});

/** From a field of the pod. `apiVersion` is what the API server would add. */
export const fromPod = (name: string, fieldPath: string): Variable => ({
  name,
  valueFrom: { fieldRef: { apiVersion: "v1", fieldPath } },
});

/**
 * The list as the API server stores it, which omits an empty value. Of two variables with the same name, the API server
 * would use the last one, and server-side apply would reject the list.
 * @throws if a name occurs twice
 */
export function environment(variables: readonly Variable[]): readonly object[] {
  const seen = new Set<string>();
  for (const { name } of variables) {
    if (seen.has(name)) throw new Error(`The variable ${name} occurs twice in a container's environment`);
    seen.add(name);
  }
  return variables.map((variable) =>
    "value" in variable && variable.value === "" ? { name: variable.name } : variable,
  );
}
