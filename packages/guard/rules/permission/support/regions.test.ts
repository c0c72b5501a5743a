import { partitionOf, REGIONS } from "../../../../../config/regions";
import { REGIONS_OF } from "./regions";

it("knows the regions that the config knows, in their partitions", () => {
  const known = [...REGIONS_OF].flatMap(([partition, regions]) => regions.map((region) => `${partition} ${region}`));
  expect(known.sort()).toEqual(REGIONS.map((region) => `${partitionOf(region)} ${region}`).sort());
});
