import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import type { Config } from "../config/config";
import { StateStack } from "./state-stack";

/** A stack with its own state in S3 and the account's AWS provider. */
export abstract class BaseStack extends StateStack {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, config);
    const { aws, terraform, tags, posture } = config;
    const tagged = posture === "hardened" && Object.keys(tags).length > 0;
    new AwsProvider(this, "aws", {
      region: aws.region,
      allowedAccountIds: [aws.account],
      defaultTags: tagged ? [{ tags }] : undefined,
    });
    this.requireProvider("aws", terraform.awsProvider);
  }
}
