/** How far an action reaches, as AWS's service authorization reference classifies it. */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** What AWS says of one action. */
export interface CatalogueAction {
  /** As AWS writes it: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /**
   * ARNs of the resources it takes, with `${...}` where a name or number goes: `arn:${Partition}:s3:::${BucketName}`.
   * Empty: the action takes no resource, and is granted on `*` only.
   */
  readonly resources: readonly string[];
}

/**
 * The actions of AWS, of those services that were asked for. Plain data.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
export interface ActionCatalogue {
  /** Of the data: `0.21.202609261`. */
  readonly version: string;
  /** Prefix of every service there is: `s3`. */
  readonly services: ReadonlySet<string>;
  /** By prefix; within a service by name in lower case without the prefix: `getobject`. */
  readonly actions: ReadonlyMap<string, ReadonlyMap<string, CatalogueAction>>;
}

/** @param action in any case */
export function lookUp(catalogue: ActionCatalogue, action: string): CatalogueAction | undefined {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  return catalogue.actions.get(service)?.get(name);
}
