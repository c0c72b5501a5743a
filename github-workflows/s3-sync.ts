import { checkout, type RunStep, use, type Workflow } from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import type { Deploy } from "../config/schema/deploy";
import { admission } from "./admission";
import { assumeRole } from "./assume-role";

export const S3_SYNC_FILE = "openhands-s3-sync.yml";

/** The folder to sync if there are no prefixes. */
const FOLDER = "src/";

/** Copies folders of the branch to the same places in the bucket. Nothing is deleted there. */
export function s3Sync(
  config: Config,
  { role, session, branch, environment, workflows, bucket, prefixes }: Deploy["sync"],
): Workflow | undefined {
  const admitted = admission(config, [{ branch, workflows }], { file: S3_SYNC_FILE });
  if (!admitted) return undefined;
  return {
    name: "Sync to S3",
    on: { ...admitted.on, ...(admitted.byHand && { workflow_dispatch: null }) },
    group: "openhands-s3-sync",
    jobs: {
      sync: {
        name: "Sync",
        ...admitted.job,
        ...(environment !== undefined && { environment }),
        minutes: 15,
        permissions: { contents: "read", "id-token": "write" },
        steps: [
          use(checkout, { name: "Check out", with: { "persist-credentials": false } }),
          assumeRole(config, role, session),
          ...(prefixes.length > 0 ? prefixes : [FOLDER]).map((folder) => syncFolder(folder, bucket)),
        ],
      },
    },
  };
}

const syncFolder = (folder: string, bucket: string): RunStep => ({
  name: `Sync ${folder}`,
  env: { FOLDER: folder, BUCKET: bucket },
  // A symbolic link out of the folder would copy other files.
  run: 'aws s3 sync "./$FOLDER" "s3://$BUCKET/$FOLDER" --no-follow-symlinks --no-progress\n',
});
