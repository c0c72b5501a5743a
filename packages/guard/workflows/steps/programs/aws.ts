import { isKnown, UNKNOWN } from "../../../text";
import { type AwsCall, awsCall } from "../../aws/arguments";
import { needsOfCall } from "../../aws/operations";
import { byCredentials, byToken } from "../authentication";
import { type JobState, scopeOf } from "../job-state";
import type { Authentication, Credentials } from "../usage";
import type { ProgramCall } from "./program-call";

const HOUR = 3600;

/** A call of the AWS CLI. */
export function aws(program: ProgramCall, job: JobState): void {
  const call = awsCall(program.words);
  const { service, operation, options } = call;
  const by = ["aws", service, operation].filter((word) => isKnown(word) && word !== "").join(" ");
  // Another endpoint is taken for an emulator.
  if (options.has("endpoint-url")) return;
  if (options.has("profile"))
    job.note(program.step, `The credentials of \`${by}\` are not known: it uses a profile.`, program.line);
  else if (by === "aws sts assume-role-with-web-identity") assumeRole(program, call, byToken(job.idToken), job);
  else if (by === "aws sts assume-role")
    assumeRole(program, call, byCredentials(credentialsOf(program, job), options.has("tags")), job);
  else requirePermissions(program, call, by, job);
}

function requirePermissions(program: ProgramCall, call: AwsCall, by: string, job: JobState): void {
  const { env, step, line } = program;
  const credentials = credentialsOf(program, job);
  const region = call.options.get("region")?.[0];
  const needs = needsOfCall(call, { ...scopeOf(credentials, env), ...(region && { region }) });
  if (needs?.some(({ action }) => action.endsWith(":GetAuthorizationToken"))) job.dockerCredentials = credentials;
  if (needs) job.require(step, by, credentials, needs, line);
  else job.note(step, `The permissions needed by \`${by}\` are not in our table, so the step was not checked.`, line);
}

/** A script may export the credentials that an earlier call returned. */
function credentialsOf({ env, stepEnv, step }: ProgramCall, job: JobState): Credentials {
  const key = env.get("AWS_ACCESS_KEY_ID");
  if (!key || key === stepEnv.get("AWS_ACCESS_KEY_ID")) return job.current(step, env);
  return job.printedCredentials ?? { kind: "unknown", why: "the script sets access keys" };
}

function assumeRole(
  { step, line }: ProgramCall,
  { options }: AwsCall,
  authentication: Authentication,
  job: JobState,
): void {
  const option = (name: string) => options.get(name)?.[0];
  const role = option("role-arn") ?? UNKNOWN;
  const seconds = option("duration-seconds");
  const duration = seconds === undefined ? HOUR : isKnown(seconds) ? Number(seconds) : undefined;
  job.assume(step, { role, authentication, duration, sessionName: option("role-session-name") }, line);
  job.printedCredentials = { kind: "role", arn: role };
}
