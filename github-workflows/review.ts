import type { RunStep, Workflow } from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import type { OperationRole } from "../config/schema/operations";
import { type Review, SCHEDULED_WORKFLOWS } from "../config/schema/schedules";
import { asCode } from "./as-code";
import { assumeRole } from "./assume-role";
import { handOver } from "./hand-over";
import { OWN_PROGRAM } from "./own-program";
import { reportReview } from "./report-review";
import { scheduledAdmission } from "./scheduled-admission";

export const REVIEW_FILE = SCHEDULED_WORKFLOWS.review;

/** AWS's shortest; `verify` takes half a minute of it. */
const SECONDS = 900;

/** Looks at the account and the repository, and keeps one issue open while anything differs. */
export function review(config: Config, role: OperationRole, { cron, maxKeyAgeDays }: Review): Workflow | undefined {
  const admitted = scheduledAdmission(config, role.subjects, REVIEW_FILE);
  if (!admitted) return undefined;
  return {
    name: "Review OpenHands' access",
    on: { schedule: [{ cron }], workflow_dispatch: null },
    group: "openhands-review",
    jobs: {
      look: {
        name: "Look",
        ...admitted,
        minutes: 20,
        permissions: { contents: "read", "id-token": "write" },
        outputs: { state: "${{ steps.look.outputs.state }}" },
        steps: [
          ...OWN_PROGRAM,
          assumeRole(config, role.name, { name: "openhands-review", seconds: SECONDS }),
          look(maxKeyAgeDays),
          handOver("review"),
          FAIL_IF_BLIND,
        ],
      },
      report: reportReview,
    },
  };
}

/** The longest body of an issue has 65536 characters. */
const LONGEST_SECTION = 12_000;

/** The texts name what others have made in the account: they are code in the report, and do not reach the log. */
const look = (maxKeyAgeDays: number): RunStep => ({
  name: "Look at the account, the stacks and the generated files",
  id: "look",
  env: { DAYS: String(maxKeyAgeDays) },
  run: `mkdir "$RUNNER_TEMP/review"
section=$RUNNER_TEMP/section
differs=
blind=
look() {
  local title=$1 code=0
  shift
  "$@" > "$RUNNER_TEMP/said" 2>&1 || code=$?
  case $code in
    0) result="nothing to do" ;;
    1)
      failed=$(sed -nE 's/^FAIL  ([a-z0-9, -]+)$/\\1/p' "$RUNNER_TEMP/said" | paste -sd ' ')
      result="look at this" differs="$differs, $title\${failed:+ ($failed)}"
      ;;
    *) result="could not look" blind="$blind, $title" ;;
  esac
  printf '\\n## %s: %s\\n\\n' "$title" "$result"
  ${asCode("$RUNNER_TEMP/said")} > "$section"
  head -c ${LONGEST_SECTION} "$section"
  [ "$(wc -c < "$section")" -le ${LONGEST_SECTION} ] || printf '\\n\\n**The rest is cut off.** Run the command to see it.\\n'
}
installed() {
  local code=0
  for file in workflows/*.yml; do
    installed=.github/workflows/\${file##*/}
    [ ! -e "$installed" ] || diff -u "$installed" "$file" || code=1
  done
  return "$code"
}
{
  look verify bin/openhands-aws verify --max-key-age "$DAYS"
  look "guard of the stacks" bin/openhands-aws guard
  look "guard of terraform/ and the workflows" bin/openhands-aws guard --config config/openhands.yaml --workflows .github/workflows terraform
  look "export --check" bin/openhands-aws export --check
  look "installed workflows" installed
} > "$RUNNER_TEMP/sections"
{
  verdict="\${differs:+ Look at \${differs#, }.}\${blind:+ Not looked at: \${blind#, }.}"
  verdict=\${verdict:- Nothing to do.}
  echo "\${verdict# }"
  cat "$RUNNER_TEMP/sections"
} > "$RUNNER_TEMP/review/report"
cat "$RUNNER_TEMP/review/report" >> "$GITHUB_STEP_SUMMARY"
if [ -n "$blind" ]; then state=blind; elif [ -n "$differs" ]; then state=differs; else state=well; fi
echo "state=$state" >> "$GITHUB_OUTPUT"
`,
});

const FAIL_IF_BLIND: RunStep = {
  name: "Fail if something could not be looked at",
  if: "steps.look.outputs.state == 'blind'",
  run: `echo "::error::Something could not be looked at. The summary of this run says why."
exit 1
`,
};
