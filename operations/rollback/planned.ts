import type { Plan } from "../terraform";

/** A stack's JSON, as far as it is compared. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a rollback may change, as {@link changesOf} says it. */
export interface Scope {
  readonly deletes: readonly string[];
  readonly updates: readonly string[];
}

/**
 * The addresses that only the stack before has, and those that both have with other content. A resource that refers to a
 * document which changes changes with it.
 */
export function scopeOf(before: StackJson, after: StackJson): Scope {
  const [old, now] = [blocks(before.resource), blocks(after.resource)];
  const documents = changed(blocks(before.data, "data."), blocks(after.data, "data."));
  const deletes = [...old.keys()].filter((address) => !now.has(address)).sort();
  const refers = (text: string) => documents.some((address) => text.includes(`\${${address}.`));
  const updates = [...now].filter(([address, text]) => old.has(address) && (old.get(address) !== text || refers(text)));
  return { deletes, updates: updates.map(([address]) => address).sort() };
}

const blocks = (types: StackJson["resource"] = {}, prefix = ""): Map<string, string> =>
  new Map(
    Object.entries(types).flatMap(([type, labels]) =>
      Object.entries(labels).map(([label, body]): [string, string] => [
        `${prefix}${type}.${label}`,
        JSON.stringify(body),
      ]),
    ),
  );

const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...after].filter(([address, text]) => before.get(address) !== text).map(([address]) => address);

/** `delete aws_iam_user.bedrock_user` */
export const changesOf = ({ resource_changes = [] }: Plan): string[] =>
  resource_changes
    .filter(({ change }) => !change.actions.every((action) => action === "no-op" || action === "read"))
    .map(({ address, change }) => `${change.actions.join(" and ")} ${address}`);

/** The changes that are not the rollback's. */
export function outside(plan: Plan, { deletes, updates }: Scope): string[] {
  const allowed = new Set([
    ...deletes.map((address) => `delete ${address}`),
    ...updates.map((address) => `update ${address}`),
  ]);
  return changesOf(plan).filter((change) => !allowed.has(change));
}
