import type { Location } from "../../model";
import type { JudgedWorkflows, WorkflowRule } from "../../rule";
import { isApiKeyVariable, setsApiKey } from "../../support/bedrock-api-key";
import type { Texts, WorkflowStep } from "../../workflows";

export const workflowBedrockApiKey: WorkflowRule = {
  id: "workflow-bedrock-api-key",
  area: "workflow",
  severity: "warning",
  what: "A workflow sets AWS_BEARER_TOKEN_BEDROCK, which contains a Bedrock API key.",
  why: "Clients of Bedrock use it before every other credential: the role that the job assumes has no effect, and anyone who has the key can call Bedrock from anywhere.",
  fix: "Delete the key and the variable, and let the step use the role that the job assumes.",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
  *check({ workflows, actions }: JudgedWorkflows) {
    for (const { at, what } of [...inWorkflows(workflows), ...inActions(actions)])
      yield { at, message: `${what} sets AWS_BEARER_TOKEN_BEDROCK, which contains a Bedrock API key.` };
  },
};

interface Found {
  readonly at: Location;
  readonly what: string;
}

function* inWorkflows(workflows: JudgedWorkflows["workflows"]): Generator<Found> {
  for (const { basename, file, env, jobs } of workflows) {
    if (isSet(env)) yield { at: { address: basename, root: "", file }, what: "env" };
    for (const job of jobs) {
      const address = `${basename}:jobs.${job.id}`;
      if (isSet(job.env)) yield { at: { address, root: "", file, line: job.line }, what: "env" };
      yield* inSteps(basename, file, job.steps);
    }
  }
}

function* inActions(actions: JudgedWorkflows["actions"]): Generator<Found> {
  for (const { folder, file, steps = [] } of actions) yield* inSteps(folder, file, steps);
}

function* inSteps(name: string, file: string, steps: readonly WorkflowStep[]): Generator<Found> {
  for (const { address, line, env, run } of steps) {
    const at = { address: `${name}:${address}`, root: "", file, line };
    if (isSet(env)) yield { at, what: "env" };
    else if (run !== undefined && setsApiKey(run)) yield { at, what: "run" };
  }
}

/** An empty value takes the variable away. */
const isSet = (env: Texts): boolean => [...env].some(([name, value]) => isApiKeyVariable(name) && value !== "");
