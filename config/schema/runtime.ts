import { z } from "zod";
import { BucketName, KeyPrefix, ParameterPath, PolicyDescription, PolicyName, RoleName } from "../names";
import { subjects } from "./github";
import { Refresher } from "./refresher";
import { MaxSessionSeconds } from "./session";

/** The part of a bucket that is meant. */
export const Prefixes = z
  .array(KeyPrefix)
  .default([])
  .describe("Only objects below these prefixes; without any, the whole bucket.");

export const Runtime = z
  .strictObject({
    role: RoleName.default("openhands-runtime-role").describe(
      "The role of the runtime. Never rename it: AWS would replace the role.",
    ),
    maxSessionSeconds: MaxSessionSeconds,
    subjects: subjects({ branch: "main" }).describe(
      "Who may assume the role from GitHub. As designed: any run in the first repository.",
    ),
    s3Policy: z
      .strictObject({
        name: PolicyName.default("openhands-s3-access").describe("The policy's name in AWS, at most 128 characters."),
        description: PolicyDescription.default("Policy for OpenHands runtime to access S3").describe(
          "The policy's description in AWS, at most 1000 characters.",
        ),
      })
      .prefault({})
      .describe("The policy for the bucket. Changing its name or description replaces it."),
    prefixes: Prefixes.describe(
      "Only objects below these prefixes, such as agents/. Prefer them to the whole bucket, which OpenHands gets without any. Hardened only.",
    ),
    bucket: BucketName.optional().describe(
      "The bucket that OpenHands works with; it must already exist, in aws.account, unless audit.dataBucket is create. Required when hardened. Default: none; openhands-data as designed.",
    ),
    configuration: z
      .strictObject({
        path: ParameterPath.default("/openhands/config").describe(
          "The path of the runtime's settings in the Parameter Store.",
        ),
        policy: PolicyName.default("openhands-config-read").describe("The policy that lets the runtime read them."),
      })
      .prefault({})
      .describe("The settings that tell the runtime its bucket, regions, role and model. Hardened only."),
    refresher: z
      .union([Refresher, z.literal(false)], { error: "must be a mapping, such as {}, or false" })
      .optional()
      .describe(
        "A container beside OpenHands that keeps it supplied with short sessions, and the only one that gets the access key. Hardened only. Default: with Agent Canvas {}, otherwise none. false: none; Agent Canvas, and with it the agent, then gets the access key.",
      ),
  })
  .describe("The runtime: its role, its bucket, its settings.");
