import {
  DNS_SUFFIXES,
  dnsSuffixOf,
  globalRegionOf,
  type Partition,
  partitionOf,
  REGIONS,
  REGIONS_OF,
} from "./partitions";

it.each([...REGIONS_OF])("knows the regions of %s as its own", (partition, regions) => {
  expect(regions.map(partitionOf)).toEqual(regions.map(() => partition));
});

it("names each region once", () => {
  expect(new Set(REGIONS).size).toBe(REGIONS.length);
  expect(REGIONS).toContain("eu-west-1");
});

it.each([
  ["ap-southeast-99", "aws"],
  ["cn-south-9", "aws-cn"],
  ["us-isob-north-1", "aws-iso-b"],
  ["", "aws"],
])("takes %p, which is not on the list, for a region of %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

it("has a domain for every partition", () => {
  expect(new Set([...REGIONS_OF.keys()].map((partition) => dnsSuffixOf(partition as Partition)))).toEqual(
    new Set(DNS_SUFFIXES),
  );
});

it.each([...REGIONS_OF])("%s: IAM is in one of its regions", (partition, regions) => {
  expect(regions).toContain(globalRegionOf(partition as Partition));
});
