import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import type { Config } from "../config/config";
import { StateStack } from "./state-stack";

/** @param alias for a further one. @default the stack's own */
export function addAwsProvider(scope: Construct, config: Config, region: string, alias?: string): AwsProvider {
  const { aws, tags, posture } = config;
  const tagged = posture === "hardened" && Object.keys(tags).length > 0;
  return new AwsProvider(scope, alias ?? "aws", {
    alias,
    region,
    allowedAccountIds: [aws.account],
    defaultTags: tagged ? [{ tags }] : undefined,
  });
}

/** A stack with its own state in S3 and the account's AWS provider. */
export abstract class BaseStack extends StateStack {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, config);
    addAwsProvider(this, config, config.aws.region);
    this.requireProvider("aws", config.terraform.awsProvider);
  }
}
