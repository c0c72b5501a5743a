import { z } from "zod";
import { BucketName, KeyPrefix, ParameterPath, PolicyDescription, PolicyName, RoleName } from "../names";
import { subjects } from "./github";
import { Refresher } from "./refresher";
import { MaxSessionSeconds } from "./session";

/** A bucket and the part of it that is meant. */
export const Prefixes = z
  .array(KeyPrefix)
  .default([])
  .describe("Only objects below these prefixes; none: the whole bucket.");

export const Runtime = z
  .strictObject({
    role: RoleName.default("openhands-runtime-role").describe(
      "The role of the runtime. Never rename it: AWS would replace the role.",
    ),
    maxSessionSeconds: MaxSessionSeconds,
    subjects: subjects({ branch: "main" }).describe(
      "Who may assume the role from GitHub. As designed: any run of the first repository.",
    ),
    s3Policy: z
      .strictObject({
        name: PolicyName.default("openhands-s3-access").describe("The policy's name in AWS, at most 128 characters."),
        description: PolicyDescription.default("Policy for OpenHands runtime to access S3").describe(
          "The policy's description in AWS, at most 1000 characters.",
        ),
      })
      .prefault({})
      .describe("The policy of the bucket. A change of its name or description replaces it."),
    bucket: BucketName.default("openhands-data").describe("The bucket that OpenHands works with; it exists already."),
    prefixes: Prefixes.describe("Only objects below these prefixes; none: the whole bucket. Hardened only."),
    configuration: z
      .strictObject({
        path: ParameterPath.default("/openhands/config").describe(
          "Where the runtime's settings lie in the Parameter Store.",
        ),
        policy: PolicyName.default("openhands-config-read").describe("The policy that lets the runtime read them."),
      })
      .prefault({})
      .describe("The settings that the runtime finds its way by. Hardened only."),
    refresher: Refresher.optional().describe(
      "Keeps the sandboxes supplied with sessions of the runtime's role, from beside OpenHands. Hardened only. Leave it out to have none: sandboxes then have no credentials of AWS but those that you give them.",
    ),
  })
  .describe("The runtime: its role, its bucket, its settings.");
