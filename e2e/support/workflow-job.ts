import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PYTHON } from "../../embedded/requirements";
import { type RunResult, run } from "../../embedded/run";

export interface RunStep {
  readonly name: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The AWS SDK's own search for credentials, behind the only AWS CLI command that the workflows call. */
const AWS = `#!${PYTHON}
import sys
import boto3
if sys.argv[1:] != ["sts", "get-caller-identity", "--query", "Arn", "--output", "text"]:
    sys.exit("aws: not among what this stands for: %s" % sys.argv[1:])
print(boto3.client("sts").get_caller_identity()["Arn"])
`;

/** Runs the shell steps of a job as GitHub's runner does, with nothing of our own environment in theirs. */
export class WorkflowJob {
  readonly temporary = mkdtempSync(join(tmpdir(), "openhands-aws-job-"));

  /** @param env what the runner itself sets */
  constructor(private readonly env: Readonly<Record<string, string>>) {
    writeFileSync(join(this.temporary, "aws"), AWS, { mode: 0o755 });
  }

  run({ run: script, env = {} }: RunStep): Promise<RunResult> {
    const values = Object.entries(env).map(([name, value]): [string, string] => [
      name,
      value.replaceAll("${{ runner.temp }}", this.temporary),
    ]);
    // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
    return run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: this.temporary,
      env: {
        PATH: `${this.temporary}:${process.env.PATH}`,
        HOME: this.temporary,
        RUNNER_TEMP: this.temporary,
        ...this.env,
        ...Object.fromEntries(values),
      },
    });
  }

  close(): void {
    rmSync(this.temporary, { recursive: true });
  }
}
