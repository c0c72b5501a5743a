/** The access level of an action in AWS's service authorization reference. */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** What AWS documents about one action. */
export interface CatalogueAction {
  /** As AWS writes it: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /**
   * ARNs of the resources that it supports, with `${...}` for names and numbers: `arn:${Partition}:s3:::${BucketName}`.
   * Empty if the action supports no resource and is granted on `*` only.
   */
  readonly resources: readonly string[];
}

/**
 * The actions of the services that were asked for. Plain data.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
export interface ActionCatalogue {
  /** Version of the data: `0.21.202609261`. */
  readonly version: string;
  /** Prefixes of all services: `s3`. */
  readonly services: ReadonlySet<string>;
  /** By prefix; within a service by name in lower case without the prefix: `getobject`. */
  readonly actions: ReadonlyMap<string, ReadonlyMap<string, CatalogueAction>>;
}

/** @param action in any case */
export function lookUp(catalogue: ActionCatalogue, action: string): CatalogueAction | undefined {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  return catalogue.actions.get(service)?.get(name);
}
