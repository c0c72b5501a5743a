import type { AccessModel, Location, Resource } from "../model";

const INDEXES = new WeakMap<AccessModel, Map<string, Resource>>();

/** The resource or data source with an address, in the root of `at`. */
export function resourceAt(
  model: AccessModel,
  { root }: Pick<Location, "root">,
  address: string,
): Resource | undefined {
  let index = INDEXES.get(model);
  if (!index) {
    index = new Map(model.resources.map((resource) => [`${resource.root}\n${resource.address}`, resource]));
    INDEXES.set(model, index);
  }
  return index.get(`${root}\n${address}`);
}
