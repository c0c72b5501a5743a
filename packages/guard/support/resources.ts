import type { AccessModel, Location, Resource } from "../model";
import { perObject } from "./memo";

const indexOf = perObject(
  ({ resources }: AccessModel): ReadonlyMap<string, Resource> =>
    new Map(resources.map((resource) => [`${resource.root}\n${resource.address}`, resource])),
);

/** The resource or data source with an address, in the root of `at`. */
export function resourceAt(
  model: AccessModel,
  { root }: Pick<Location, "root">,
  address: string,
): Resource | undefined {
  return indexOf(model).get(`${root}\n${address}`);
}
