import { globalRegionOf } from "@openhands-aws/facts/partitions";
import type { Config } from "../../config/config";

/** Where a key of the installation is used, and where IAM and the global STS log. */
export const regionsOf = ({ aws, bedrock, partition }: Config): string[] => [
  ...new Set([aws.region, bedrock.region, globalRegionOf(partition)]),
];
