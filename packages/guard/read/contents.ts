import type { AccessModel } from "../model";
import type { ReadResource } from "./resource";

/** Lists of the model that are read as they are; the others are made of the resources. */
const READ = ["outputs", "variables", "locals", "providers", "backends", "modules", "changes", "unknowns"] as const;
const LISTS = ["resources", "unattached", ...READ] as const;

/** What one or more configurations or plans hold, one instance of a resource each. */
export type Contents = { readonly [K in (typeof READ)[number]]: AccessModel[K][number][] } & {
  readonly resources: ReadResource[];
  /** Policy documents of root modules that nothing but an output takes. */
  readonly unattached: ReadResource[];
};

export const noContents = (): Contents => contentsOf(() => []);

export const merged = (contents: readonly Contents[]): Contents =>
  contentsOf((name) => contents.flatMap((one): readonly unknown[] => one[name]));

const contentsOf = (listOf: (name: (typeof LISTS)[number]) => unknown[]): Contents =>
  Object.fromEntries(LISTS.map((name) => [name, listOf(name)])) as unknown as Contents;
