import type { Location } from "../../model";
import { UNKNOWN } from "../../text";
import type { ActionNeed, AwsScope } from "../aws/need";
import { type Effort, OUT_OF_EFFORT } from "../effort";
import type { JobRun } from "../runs/job-runs";
import type { WorkflowStep } from "../workflow";
import { byToken, type IdToken } from "./authentication";
import { Frame } from "./frame";
import { fetchedAudience } from "./id-token";
import type { AssumeRoleCall, Credentials, Note, RequiredPermission, Usage } from "./usage";

/** The state of a job between its steps: their credentials, and what the steps so far have asked of AWS. */
export class JobState implements Usage {
  readonly assumeRoleCalls: AssumeRoleCall[] = [];
  readonly requiredPermissions: RequiredPermission[] = [];
  readonly notes: Note[] = [];
  credentials: Credentials = { kind: "none" };
  /** Those that logged Docker in to ECR. The registry sees these, whatever the environment has later. */
  dockerCredentials: Credentials | undefined;
  /** Those that `aws sts assume-role` printed to the script that is running. */
  printedCredentials: Credentials | undefined;
  idToken: IdToken | undefined;
  frame: Frame;

  constructor(
    readonly jobRun: JobRun,
    readonly effort: Effort,
  ) {
    this.frame = Frame.ofJob(jobRun);
  }

  /** Whether there is enough effort left to follow a step; otherwise it is noted. */
  affords(step: WorkflowStep): boolean {
    const { condition, run, env } = step;
    const given = [...step.with.values(), ...env.values()];
    // The variables are listed for its condition, for its expressions and for its script.
    if (this.effort.spend(3 * (this.frame.size + given.length), condition, run, ...given)) return true;
    this.note(step, OUT_OF_EFFORT);
    return false;
  }

  /** The credentials that the SDK finds: those of the environment, otherwise those for a token in a file. */
  current(step: WorkflowStep, env: ReadonlyMap<string, string>): Credentials {
    const found = this.inEnvironment(env);
    const role = env.get("AWS_ROLE_ARN");
    if (found.kind !== "none" || !role || !env.get("AWS_WEB_IDENTITY_TOKEN_FILE")) return found;
    if (!this.assumeRoleCalls.some((call) => call.role === role && call.authentication.kind === "token"))
      this.assume(step, { role, authentication: byToken(this.idToken), sessionName: env.get("AWS_ROLE_SESSION_NAME") });
    return { kind: "role", arn: role };
  }

  inEnvironment(env: ReadonlyMap<string, string>): Credentials {
    if (env.get("AWS_ACCESS_KEY_ID")) return { kind: "unknown", why: "the environment contains access keys" };
    if (env.get("AWS_PROFILE")) return { kind: "unknown", why: "the environment names a profile" };
    return this.credentials;
  }

  /** Remembers the token that a script fetches. */
  fetchIdToken(script: string, variables: ReadonlyMap<string, string>): void {
    const fetched = fetchedAudience(script, (name) => variables.get(name));
    if (fetched) this.idToken = { ...fetched, permitted: this.jobRun.idToken };
  }

  assume(step: WorkflowStep, call: Omit<AssumeRoleCall, "at" | "jobRun">, line = step.line): void {
    this.assumeRoleCalls.push({ at: this.at(step, line), jobRun: this.jobRun, ...call });
  }

  require(
    step: WorkflowStep,
    by: string,
    credentials: Credentials,
    needs: readonly ActionNeed[],
    line = step.line,
  ): void {
    const { jobRun } = this;
    for (const need of needs)
      this.requiredPermissions.push({ at: this.at(step, line), jobRun, credentials, by, ...need });
  }

  note(step: WorkflowStep, message: string, line = step.line): void {
    this.notes.push({ at: this.at(step, line), message });
  }

  private at({ address }: WorkflowStep, line: number): Location {
    const { file, name } = this.frame;
    return { address: `${name}:${address}`, root: "", file, line };
  }
}

export const accountOf = (arn: string): string => arn.split(":")[4] || UNKNOWN;

/** The account and region in which commands with these credentials work. */
export function scopeOf(credentials: Credentials, env: ReadonlyMap<string, string>): AwsScope {
  const arn = credentials.kind === "role" ? credentials.arn : "";
  const partition = /^arn:([\w-]+):/.exec(arn)?.[1] ?? "aws";
  const region = env.get("AWS_REGION") || env.get("AWS_DEFAULT_REGION") || UNKNOWN;
  return { region, account: accountOf(arn), partition };
}
