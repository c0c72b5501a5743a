import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import { z } from "zod";
import {
  BranchPattern,
  BucketName,
  EcrRepositoryName,
  EnvironmentName,
  ParameterName,
  ResourceLabel,
  RoleName,
} from "../names";
import { Subject, subjects, WorkflowFiles } from "./github";
import { Prefixes } from "./runtime";
import { MaxSessionSeconds, session } from "./session";

const bucket = BucketName.describe("The bucket; it must already exist. Required.");

const Registry = z
  .strictObject({
    repository: EcrRepositoryName.default("openhands-runtime").describe("The ECR repository of the runtime image."),
    keepUntaggedDays: z
      .int({ error: "must be a whole number of days, 1 to 3650" })
      .min(1, { error: "must be 1 to 3650 days" })
      .max(3650, { error: "must be 1 to 3650 days" })
      .default(14)
      .describe(
        "Days after which an untagged image expires. Tagged images never expire, because a node may still pull one.",
      ),
  })
  .prefault({})
  .describe("The registry of the runtime image: immutable tags, scanned on push.");

const Build = z
  .strictObject({
    role: RoleName.default("github-oidc-role").describe("The role of the build workflow; only it may push images."),
    maxSessionSeconds: MaxSessionSeconds,
    subjects: subjects({ branch: "main" }).describe("Who may assume the build role."),
    session: session("GitHubActions-to-AWS", SESSION_SECONDS.default),
    chained: z
      .strictObject({
        role: RoleName.default("upload-to-s3-role").describe(
          "The role that the build role assumes next, for use inside a docker build.",
        ),
        bucket,
        prefixes: Prefixes,
        session: session("for-build", SESSION_SECONDS.mostChained, SESSION_SECONDS.mostChained).describe(
          "A chained session lasts an hour at most.",
        ),
        tagSession: z
          .boolean({ error: "must be true or false" })
          .default(false)
          .describe("Whether to pass session tags on, with sts:TagSession on both sides."),
      })
      .describe("The role that writes to the bucket during the build."),
  })
  .describe("Build and push of the runtime image, with role chaining.");

const Sync = z
  .strictObject({
    role: RoleName.default("github-s3-sync-role").describe("The role of the workflow that syncs a branch to a bucket."),
    maxSessionSeconds: MaxSessionSeconds,
    branch: BranchPattern.default("deploy").describe("The branch to sync."),
    environment: EnvironmentName.optional().describe(
      "The deployment environment of the job. The role then accepts this environment, whose rules must name the branch, instead of the branch. Default: none.",
    ),
    workflows: WorkflowFiles,
    bucket,
    prefixes: Prefixes,
    session: session("GitHubActions-to-AWS", SESSION_SECONDS.default),
  })
  .describe("Sync of a branch to a bucket.");

/** Which runs can assume the sync role. */
export const syncSubject = ({ branch, environment, workflows }: z.infer<typeof Sync>): Subject => ({
  ...(environment === undefined ? { branch } : { environment }),
  workflows,
});

const GrantEntry = z
  .strictObject({
    s3: z
      .enum(["read", "write", "read-write", "sync"])
      .optional()
      .describe("What the role may do with the bucket; sync means list and write."),
    bucket: BucketName.optional().describe("The bucket for s3; it must already exist."),
    prefixes: Prefixes,
    ssm: z
      .literal("read", { error: 'must be "read"' })
      .optional()
      .describe("What the role may do with the parameters."),
    parameters: z
      .array(ParameterName)
      .min(1, { error: "must name at least one parameter" })
      .optional()
      .describe("The full names of the parameters for ssm."),
  })
  .refine(({ s3, ssm }) => (s3 === undefined) !== (ssm === undefined), {
    error: "must have exactly one of s3, ssm; write a second entry for a second grant",
  })
  .refine(({ s3, bucket }) => (s3 === undefined) === (bucket === undefined), {
    error: "must have bucket if it has s3, and only then",
  })
  .refine(({ s3, prefixes }) => s3 !== undefined || prefixes.length === 0, {
    error: "must have prefixes only if it has s3",
  })
  .refine(({ ssm, parameters }) => (ssm === undefined) === (parameters === undefined), {
    error: "must have parameters if it has ssm, and only then",
  });
export type GrantEntry = z.infer<typeof GrantEntry>;

const Role = z.strictObject({
  name: RoleName.describe("The role's name in AWS, at most 64 characters. Required."),
  subjects: z
    .array(Subject)
    .min(1, { error: "must contain at least one subject, otherwise nobody can assume the role" })
    .describe("Who may assume the role. Required."),
  maxSessionSeconds: MaxSessionSeconds,
  grants: z
    .array(GrantEntry)
    .min(1, { error: "must contain at least one grant, otherwise the role can do nothing" })
    .describe("What the role may do. Required."),
});

export const Deploy = z.strictObject({
  registry: Registry,
  build: Build,
  sync: Sync,
  identityCheck: z
    .strictObject({ session: session("GitHubActionsTestSession", SESSION_SECONDS.least) })
    .prefault({})
    .describe("The workflow that checks the build role's identity."),
  roles: z
    .record(ResourceLabel, Role)
    .default({})
    .describe("More roles for GitHub workflows, by their Terraform name."),
});
export type Deploy = z.infer<typeof Deploy>;
