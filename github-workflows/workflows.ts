import type { Workflow } from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import { CHAINED_BUILD_FILE, chainedBuild } from "./chained-build";
import { IDENTITY_CHECK_FILE, identityCheck } from "./identity-check";
import { REVIEW_FILE, review } from "./review";
import { ROTATION_FILE, rotation } from "./rotation";
import { RUNTIME_IMAGE_FILE, runtimeImage } from "./runtime-image";
import { S3_SYNC_FILE, s3Sync } from "./s3-sync";

/** Every file that a config can produce. */
export const WORKFLOW_FILES = [
  ...[RUNTIME_IMAGE_FILE, CHAINED_BUILD_FILE, S3_SYNC_FILE, IDENTITY_CHECK_FILE],
  ...[ROTATION_FILE, REVIEW_FILE],
];

/**
 * The workflows of the first repository, by their file in `.github/workflows`. A workflow is left out if its role accepts
 * no run in that repository.
 */
export function workflowsOf(config: Config): ReadonlyMap<string, Workflow> {
  const { deploy, operations } = config;
  const { rotate, verify } = operations?.roles ?? {};
  const workflows: [file: string, workflow: Workflow | undefined][] = [
    [RUNTIME_IMAGE_FILE, runtimeImage(config)],
    [CHAINED_BUILD_FILE, deploy && chainedBuild(config, deploy)],
    [S3_SYNC_FILE, deploy && s3Sync(config, deploy.sync)],
    [IDENTITY_CHECK_FILE, deploy && identityCheck(config, deploy)],
    [ROTATION_FILE, rotate && operations?.rotation && rotation(config, rotate, operations.rotation)],
    [REVIEW_FILE, verify && operations?.review && review(config, verify, operations.review)],
  ];
  return new Map(workflows.flatMap(([file, workflow]) => (workflow ? [[file, workflow] as const] : [])));
}
