import type { RunStep, Workflow } from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import type { OperationRole } from "../config/schema/operations";
import { type Rotation, SCHEDULED_WORKFLOWS } from "../config/schema/schedules";
import { asCode } from "./as-code";
import { assumeRole } from "./assume-role";
import { handOver } from "./hand-over";
import { OWN_PROGRAM } from "./own-program";
import { proposePhase } from "./propose-phase";
import { scheduledAdmission } from "./scheduled-admission";

export const ROTATION_FILE = SCHEDULED_WORKFLOWS.rotation;

/** AWS's shortest; a run takes a minute of it. */
const SECONDS = 900;

/** Opens a pull request for each phase of a rotation. The job with access to AWS cannot write to the repository. */
export function rotation(config: Config, role: OperationRole, { cron, olderThanDays }: Rotation): Workflow | undefined {
  const admitted = scheduledAdmission(config, role.subjects, ROTATION_FILE);
  if (!admitted) return undefined;
  return {
    name: "Rotate the Bedrock access key",
    on: { schedule: [{ cron }], workflow_dispatch: null },
    group: "openhands-rotation",
    jobs: {
      rotate: {
        name: "Find the next phase",
        ...admitted,
        minutes: 20,
        permissions: { contents: "read", "id-token": "write" },
        outputs: { code: "${{ steps.rotate.outputs.code }}", phase: "${{ steps.rotate.outputs.phase }}" },
        steps: [
          ...OWN_PROGRAM,
          assumeRole(config, role.name, { name: "openhands-rotation", seconds: SECONDS }),
          findPhase(olderThanDays),
          handOver("rotation"),
          SAY_IF_HELD,
        ],
      },
      propose: proposePhase,
    },
  };
}

/** The cluster is out of the runner's reach: who merges the pull request looks there first. */
const findPhase = (olderThanDays: number): RunStep => ({
  name: "Find the next phase",
  id: "rotate",
  env: { DAYS: String(olderThanDays) },
  run: `mkdir "$RUNNER_TEMP/rotation"
report=$RUNNER_TEMP/rotation/report
code=0
bin/openhands-aws rotate --yes --without-cluster --older-than "$DAYS" > "$report" 2> "$RUNNER_TEMP/said" || code=$?
{
  ${asCode("$report")}
  ${asCode("$RUNNER_TEMP/said")}
} >> "$GITHUB_STEP_SUMMARY"
if [ "$code" -gt 1 ] || [ ! -s "$report" ]; then
  echo "::error::rotate could not look. The summary of this run says why."
  exit 1
fi
git add --all
git diff --cached --binary > "$RUNNER_TEMP/rotation/patch"
{
  echo "code=$code"
  # Nothing for a phase that is merged and not applied.
  echo "phase=$(sed -nE '1s/^Next: (published|disabled|deleted|moved)$/\\1/p' "$report")"
} >> "$GITHUB_OUTPUT"
`,
});

const SAY_IF_HELD: RunStep = {
  name: "Fail if the rotation cannot go on",
  if: "steps.rotate.outputs.code != '0'",
  run: `echo "::error::The rotation has to wait, or stops. The summary of this run says why."
exit 1
`,
};
