import type { RunStep, WorkflowJob } from "@openhands-aws/constructs/github";
import { takeOver } from "./hand-over";

const TITLE = "OpenHands' access needs a look";
/** The first line of our issue, by which the next run finds it. */
const MARKER = "<!-- openhands-review -->";

/** One issue: open while anything differs. It holds no access to AWS, and the job that does cannot write. */
export const reportReview: WorkflowJob = {
  name: "Open, update or close the issue",
  needs: "look",
  if: "!cancelled() && needs.look.outputs.state != ''",
  minutes: 5,
  permissions: { issues: "write" },
  steps: [takeOver("review"), report()],
};

function report(): RunStep {
  return {
    name: "Open, update or close the issue",
    env: {
      GH_TOKEN: "${{ github.token }}",
      STATE: "${{ needs.look.outputs.state }}",
      RUN: "${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}",
      TITLE,
      MARKER,
    },
    // An edit notifies nobody: a comment says when other things differ.
    run: `issues=repos/$GITHUB_REPOSITORY/issues
report=$RUNNER_TEMP/review/report
body=$RUNNER_TEMP/body
verdict=$(head -n 1 "$report")
{
  printf '%s\\n%s\\n\\nThe last [run](%s) has found this. What it has skipped is not known to be safe.\\n' "$MARKER" "$verdict" "$RUN"
  tail -n +2 "$report"
} > "$body"
ours=$(gh api --method GET --paginate "$issues" -f state=open -f sort=created -f direction=asc -f per_page=100 |
  jq -s 'add | map(select(.user.login == "github-actions[bot]" and (.body // "" | startswith(env.MARKER)))) | .[0] // empty')
if [ "$STATE" != well ] && [ -z "$ours" ]; then
  gh api "$issues" -f title="$TITLE" -F body=@"$body" --silent
elif [ -n "$ours" ]; then
  number=$(jq .number <<< "$ours")
  before=$(jq -r '.body | split("\\n")[1] // "" | rtrimstr("\\r")' <<< "$ours")
  gh api --method PATCH "$issues/$number" -F body=@"$body" --silent
  if [ "$verdict" != "$before" ]; then gh api "$issues/$number/comments" -f body="$verdict $RUN" --silent; fi
  if [ "$STATE" = well ]; then gh api --method PATCH "$issues/$number" -f state=closed -f state_reason=completed --silent; fi
fi
`,
  };
}
