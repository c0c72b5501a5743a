import { checkout, type RunStep, use, type WorkflowJob } from "@openhands-aws/constructs/github";
import { asCode } from "./as-code";
import { takeOver } from "./hand-over";

const LOOK = (
  phase: string,
) => `Before you merge, run this where the cluster can be reached. It must print \`Next: ${phase}\` and \`cluster  Secret and pods hold the pair\`:

    bin/openhands-aws rotate`;

/** What a phase does, what the run has not seen, and what the reviewer has to look at. By the phase, in capitals. */
const TEXTS = {
  PUBLISHED: `**Once it is applied, the user has a second access key, and both parameters hold it.** The old key stays active.

Not looked at: Terraform's state. Before you merge, see that the stack \`openhands\` has nothing to apply.`,
  DISABLED: `**Once it is applied, the old access key is off.** What still has it loses its access.

Not looked at: the cluster. **Your merge confirms that the pods have the new key.** ${LOOK("disabled")}`,
  DELETED: `**Once it is applied, the old access key is gone.** This cannot be undone.

Not looked at: the cluster. **Your merge confirms that OpenHands works with the new key.** ${LOOK("deleted")}`,
  MOVED: `**Once it is applied, the new access key is at the old one's address in Terraform.** Nothing changes in AWS.

Not looked at: Terraform's plan. Before you merge, see that it destroys nothing.`,
};

const OUTDATED =
  "The last run of this workflow does not propose this phase: the rotation has gone on, or has to wait. Its summary says why.";

/** Also after a run that must wait or stops: what an earlier one proposed may no longer be merged. */
export const proposePhase: WorkflowJob = {
  name: "Open a pull request for it",
  needs: "rotate",
  if: "!cancelled() && needs.rotate.outputs.code != ''",
  minutes: 5,
  permissions: { contents: "write", "pull-requests": "write" },
  steps: [
    use(checkout, { name: "Check out", with: { "persist-credentials": false } }),
    takeOver("rotation"),
    propose(),
  ],
};

function propose(): RunStep {
  return {
    name: "Open, update or close the pull requests",
    env: {
      GH_TOKEN: "${{ github.token }}",
      PROPOSED: "${{ needs.rotate.outputs.phase }}",
      RUN: "${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}",
      ...TEXTS,
      OUTDATED,
    },
    // The commit's date is its parent's: without a change, the push is none, and approvals stay.
    run: `repository=repos/$GITHUB_REPOSITORY
for phase in published disabled deleted moved; do
  branch=openhands-rotation/$phase
  # A fork may have a branch with this name.
  number=$(gh api --method GET "$repository/pulls" -f state=open -f base="$GITHUB_REF_NAME" -f head="$GITHUB_REPOSITORY_OWNER:$branch" |
    jq -r 'map(select(.head.repo.full_name == env.GITHUB_REPOSITORY)) | .[0].number // empty')
  if [ "$phase" = "$PROPOSED" ]; then
    title="Rotate the Bedrock access key: $phase"
    git apply --index "$RUNNER_TEMP/rotation/patch"
    date=$(git log -1 --format=%cI)
    GIT_AUTHOR_DATE=$date GIT_COMMITTER_DATE=$date git -c user.name='github-actions[bot]' \\
      -c user.email='41898282+github-actions[bot]@users.noreply.github.com' commit --quiet --message "$title"
    git -c credential.helper= -c credential.helper='!gh auth git-credential' \\
      push --quiet --force origin "HEAD:refs/heads/$branch"
    text=\${phase^^}
    {
      printf '%s\\n\\nOnce it is merged and applied, the next run of this workflow goes on. [This run](%s) has found:\\n\\n' "\${!text}" "$RUN"
      ${asCode("$RUNNER_TEMP/rotation/report")}
    } > "$RUNNER_TEMP/body"
    if [ -n "$number" ]; then
      gh api --method PATCH "$repository/pulls/$number" -F body=@"$RUNNER_TEMP/body" --silent
    else
      gh api "$repository/pulls" -f base="$GITHUB_REF_NAME" -f head="$branch" -f title="$title" -F body=@"$RUNNER_TEMP/body" --silent
    fi
  elif [ -n "$number" ]; then
    gh api "$repository/issues/$number/comments" -f body="$OUTDATED $RUN" --silent
    gh api --method PATCH "$repository/pulls/$number" -f state=closed --silent
  fi
done
`,
  };
}
