import type { TokenPermissions, Workflow, WorkflowJob, WorkflowStep } from "@openhands-aws/constructs/github";
import { Document, isMap, isScalar, type Pair, type Scalar, visit } from "yaml";
import type { Config } from "../../config/config";
import { workflowsOf } from "../../github-workflows/workflows";
import { HEADER, type Tree } from "./tree";

/** A fixed release, so that a new one changes nothing on its own. */
const RUNNER = "ubuntu-24.04";

const WHY: Record<keyof TokenPermissions, string> = {
  contents: "checks out the repository",
  "pull-requests": "opens, changes and closes our pull requests",
  issues: "opens, changes and closes our issue",
  "id-token": "fetches the run's OIDC token",
  packages: "pushes to GitHub's registry",
  attestations: "stores the signed provenance",
};

/** The text of each workflow, by its file. */
export const workflowFiles = (config: Config): Tree =>
  new Map([...workflowsOf(config)].map(([file, workflow]) => [file, renderWorkflow(workflow)]));

/** A workflow as GitHub reads it: YAML with the reason for each permission and the version of each pinned action. */
function renderWorkflow(workflow: Workflow): string {
  const { name, on, group, jobs } = workflow;
  const content = {
    name,
    on,
    // Each job asks for its own.
    permissions: {},
    concurrency: { group, "cancel-in-progress": false },
    defaults: { run: { shell: "bash" } },
    jobs: Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, jobOf(job)])),
  };
  const document = new Document(content, { aliasDuplicateObjects: false });
  document.commentBefore = ` ${HEADER}`;
  visit(document, { Pair: (_key, pair) => comment(pair as Pair<Scalar, unknown>, workflow) });
  return document.toString({ lineWidth: 0, nullStr: "" });
}

const jobOf = ({ name, needs, if: condition, environment, minutes, permissions, outputs, steps }: WorkflowJob) => ({
  name,
  ...(needs && { needs }),
  ...(condition && { if: condition }),
  "runs-on": RUNNER,
  ...(environment && { environment }),
  "timeout-minutes": minutes,
  permissions,
  ...(outputs && { outputs }),
  steps: steps.map(stepOf),
});

function stepOf(step: WorkflowStep) {
  if (!("uses" in step)) return step;
  const { uses, with: inputs, ...base } = step;
  return { ...base, uses: `${uses.name}@${uses.commit}`, ...(inputs && { with: inputs }) };
}

function comment({ key, value }: Pair<Scalar, unknown>, { jobs }: Workflow): void {
  if (key.value === "permissions" && isMap<Scalar, Scalar>(value))
    for (const { key: permission, value: access } of value.items)
      if (access)
        access.comment = ` ${WHY[permission.value as keyof TokenPermissions]}${permission.value === "contents" && access.value === "write" ? " and pushes our branch" : ""}`;
  if (key.value !== "uses" || !isScalar(value)) return;
  const actions = Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap((step) => ("uses" in step ? step.uses : [])),
  );
  const pinned = actions.find(({ name, commit }) => value.value === `${name}@${commit}`);
  if (pinned) value.comment = ` ${pinned.version}`;
}
