/**
 * The arguments whose changes Terraform ignores.
 * @returns "all" for all of them
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
 */
export function ignoredArguments(body: Readonly<Record<string, unknown>>): ReadonlySet<string> | "all" {
  const lifecycles = [body.lifecycle ?? []].flat() as { readonly ignore_changes?: unknown }[];
  const listed = lifecycles.flatMap(({ ignore_changes: ignored }) => ignored ?? []).map(plainName);
  return listed.includes("all") ? "all" : new Set(listed);
}

/** `inline_policy` of `${inline_policy[0].policy}`. */
const plainName = (listed: unknown): string => /^(?:\$\{)?\s*(\w+)/.exec(String(listed))?.[1] ?? "";

/** Whether Terraform ignores changes to an argument. */
export const isIgnored = (ignored: ReadonlySet<string> | "all", argument: string): boolean =>
  ignored === "all" || ignored.has(argument);
