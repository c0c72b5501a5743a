import type { Config } from "../../config/config";

/** Where IAM and the global STS log, by partition. */
const GLOBAL: Readonly<Record<string, string>> = { "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" };

/** Where a key of the installation is used. */
export const regionsOf = ({ aws, bedrock, partition }: Config): string[] => [
  ...new Set([aws.region, bedrock.region, GLOBAL[partition] ?? "us-east-1"]),
];
