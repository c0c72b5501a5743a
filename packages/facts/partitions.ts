/** ISO-like code of an AWS partition, the second field of every ARN. */
export type Partition =
  | "aws"
  | "aws-cn"
  | "aws-us-gov"
  | "aws-eusc"
  | "aws-iso"
  | "aws-iso-b"
  | "aws-iso-e"
  | "aws-iso-f";

interface PartitionFacts {
  /** What the names of its regions begin with, and no others. @default anything else */
  readonly prefix?: string;
  /** Domain of its endpoints. */
  readonly dnsSuffix: string;
  readonly regions: readonly string[];
  /** Where IAM is, and logs. */
  readonly globalRegion: string;
}

/**
 * An end-to-end test compares it with botocore's own list.
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const PARTITIONS: Readonly<Record<Partition, PartitionFacts>> = {
  aws: {
    dnsSuffix: "amazonaws.com",
    regions: [
      ...["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1"],
      ...["ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5"],
      ...["ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2"],
      ...["eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1"],
      ...["me-central-1", "me-south-1", "me-west-1", "mx-central-1", "sa-east-1", "sa-west-1", "us-east-1"],
      ...["us-east-2", "us-west-1", "us-west-2"],
    ],
    globalRegion: "us-east-1",
  },
  "aws-cn": {
    prefix: "cn-",
    dnsSuffix: "amazonaws.com.cn",
    regions: ["cn-north-1", "cn-northwest-1"],
    globalRegion: "cn-north-1",
  },
  "aws-us-gov": {
    prefix: "us-gov-",
    dnsSuffix: "amazonaws.com",
    regions: ["us-gov-east-1", "us-gov-west-1"],
    globalRegion: "us-gov-west-1",
  },
  "aws-eusc": {
    prefix: "eusc-",
    dnsSuffix: "amazonaws.eu",
    regions: ["eusc-de-east-1"],
    globalRegion: "eusc-de-east-1",
  },
  "aws-iso": {
    prefix: "us-iso-",
    dnsSuffix: "c2s.ic.gov",
    regions: ["us-iso-east-1", "us-iso-west-1"],
    globalRegion: "us-iso-east-1",
  },
  "aws-iso-b": {
    prefix: "us-isob-",
    dnsSuffix: "sc2s.sgov.gov",
    regions: ["us-isob-east-1", "us-isob-west-1"],
    globalRegion: "us-isob-east-1",
  },
  "aws-iso-e": {
    prefix: "eu-isoe-",
    dnsSuffix: "cloud.adc-e.uk",
    regions: ["eu-isoe-west-1"],
    globalRegion: "eu-isoe-west-1",
  },
  "aws-iso-f": {
    prefix: "us-isof-",
    dnsSuffix: "csp.hci.ic.gov",
    regions: ["us-isof-east-1", "us-isof-south-1"],
    globalRegion: "us-isof-south-1",
  },
};
const ENTRIES = Object.entries(PARTITIONS) as [Partition, PartitionFacts][];

/** The regions of each partition. */
export const REGIONS_OF: ReadonlyMap<string, readonly string[]> = new Map(
  ENTRIES.map(([partition, { regions }]) => [partition, regions]),
);

/** Every AWS region, in all partitions. */
export const REGIONS: readonly string[] = ENTRIES.flatMap(([, { regions }]) => regions);

/** By what a region's name begins with, so that one that AWS opens tomorrow has its partition too. */
export const partitionOf = (region: string): Partition =>
  ENTRIES.find(([, { prefix }]) => prefix !== undefined && region.startsWith(prefix))?.[0] ?? "aws";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events */
export const globalRegionOf = (partition: Partition): string => PARTITIONS[partition].globalRegion;

export const dnsSuffixOf = (partition: Partition): string => PARTITIONS[partition].dnsSuffix;

/** The domains of all partitions' endpoints, each once. */
export const DNS_SUFFIXES: readonly string[] = [...new Set(ENTRIES.map(([, { dnsSuffix }]) => dnsSuffix))];
