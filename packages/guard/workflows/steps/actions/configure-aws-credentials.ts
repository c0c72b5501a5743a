import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import { isKnown, UNKNOWN } from "../../../text";
import { byCredentials, byToken } from "../authentication";
import { accountOf, type JobState } from "../job-state";
import type { Authentication } from "../usage";
import type { ActionHandler, ActionStep, Inputs } from "./action-step";

const HOUR = 3600;

/** @see https://github.com/aws-actions/configure-aws-credentials/blob/main/src/index.ts */
export const configureAwsCredentials: ActionHandler = (action, job) => {
  const { step, input } = action;
  const authentication = authenticationOf(action, job);
  const region = input("aws-region");
  if (region) for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) job.frame.exported.set(name, region);
  const named = input("role-to-assume") ?? "";
  if (named === "") {
    if (input("aws-access-key-id")) job.credentials = { kind: "unknown", why: "the step sets access keys" };
    return;
  }
  const role = arnOf(named, authentication);
  const duration = durationOf(action);
  job.assume(step, {
    role,
    written: step.with.get("role-to-assume"),
    authentication,
    duration,
    sessionName: input("role-session-name") || "GitHubActions",
  });
  job.frame.output(step, { "aws-account-id": accountOf(role) });
  if (input("output-env-credentials") !== "false" && !input("aws-profile"))
    job.credentials = { kind: "role", arn: role };
};

function authenticationOf({ input, env }: ActionStep, job: JobState): Authentication {
  const { idToken } = job.jobRun;
  const before = job.inEnvironment(env);
  const chained = byCredentials(before, input("role-skip-session-tagging") !== "true");
  if (input("role-chaining") === "true") return chained;
  if (input("aws-access-key-id")) return { kind: "unknown", why: "the step uses access keys" };
  if (input("web-identity-token-file")) return byToken(job.idToken);
  // Without a token, the action uses the credentials of the environment.
  if (!idToken && before.kind !== "none") return chained;
  return byToken({ audience: input("audience") || STS_AUDIENCE, permitted: idToken });
}

/** A name without ARN is a role in the caller's account; with a token there is no caller, and the action refuses it. */
function arnOf(role: string, authentication: Authentication): string {
  if (authentication.kind === "token" || role.startsWith("arn:") || !isKnown(role.slice(0, 1))) return role;
  const account = authentication.kind === "role" ? authentication.caller.split(":")[4] : undefined;
  return `arn:aws:iam::${account ?? UNKNOWN}:role/${role}`;
}

function durationOf({ input, ref, step }: ActionStep): number | undefined {
  const seconds = input("role-duration-seconds") ?? "";
  if (seconds === "") return defaultDuration(input, /^v\d/.test(ref) ? ref : (step.version ?? ""));
  return isKnown(seconds) ? Number.parseInt(seconds, 10) || HOUR : undefined;
}

/** Before v4, it requested six hours unless it fetched the token itself. */
function defaultDuration(input: Inputs, version: string): number {
  const old = /^v[123](\.|$)/.test(version);
  return old && input("web-identity-token-file") ? 6 * HOUR : HOUR;
}
