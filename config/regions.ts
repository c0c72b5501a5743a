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

// https://docs.aws.amazon.com/general/latest/gr/rande.html; an end-to-end test compares it with botocore's own list.
const REGIONS_OF: Record<Partition, readonly string[]> = {
  aws: [
    "af-south-1",
    ...["ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2"],
    ...["ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6"],
    ...["ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1"],
    ...["eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "me-west-1"],
    ...["mx-central-1", "sa-east-1", "sa-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"],
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-eusc": ["eusc-de-east-1"],
  "aws-iso": ["us-iso-east-1", "us-iso-west-1"],
  "aws-iso-b": ["us-isob-east-1", "us-isob-west-1"],
  "aws-iso-e": ["eu-isoe-west-1"],
  "aws-iso-f": ["us-isof-east-1", "us-isof-south-1"],
};

const PARTITION_OF = new Map(
  Object.entries(REGIONS_OF).flatMap(([partition, regions]) =>
    regions.map((region) => [region, partition as Partition]),
  ),
);

/** Every AWS region, in all partitions. */
export const REGIONS: readonly string[] = [...PARTITION_OF.keys()];

/** @throws if `region` is not one of {@link REGIONS} */
export function partitionOf(region: string): Partition {
  const partition = PARTITION_OF.get(region);
  if (!partition) throw new Error(`"${region}" is not an AWS region`);
  return partition;
}

// The domains of a partition's endpoints, as botocore's partitions.json has them; the same test compares them.
const DNS_SUFFIX_OF: Record<Partition, string> = {
  aws: "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-us-gov": "amazonaws.com",
  "aws-eusc": "amazonaws.eu",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
  "aws-iso-e": "cloud.adc-e.uk",
  "aws-iso-f": "csp.hci.ic.gov",
};

export const dnsSuffixOf = (partition: Partition): string => DNS_SUFFIX_OF[partition];
