import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import { z } from "zod";
import { SessionName } from "../names";

export const seconds = (min: number, max: number, source: string) =>
  z
    .int({ error: `must be a whole number of seconds, ${min} to ${max}` })
    .min(min, { error: `must be ${min} to ${max} seconds, ${source}` })
    .max(max, { error: `must be ${min} to ${max} seconds, ${source}` });

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const MaxSessionSeconds = seconds(
  SESSION_SECONDS.default,
  SESSION_SECONDS.most,
  "AWS's limits for a role's MaxSessionDuration",
)
  .default(SESSION_SECONDS.default)
  .describe(
    `Longest session of the role, in seconds (${SESSION_SECONDS.default}-${SESSION_SECONDS.most}). https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html`,
  );

/** Name and length of the sessions that a workflow opens. */
export const session = (name: string, defaultSeconds: number, mostSeconds: number = SESSION_SECONDS.most) =>
  z
    .strictObject({
      name: SessionName.default(name).describe("The session's name in CloudTrail, 2 to 64 characters."),
      seconds: seconds(
        SESSION_SECONDS.least,
        mostSeconds,
        mostSeconds === SESSION_SECONDS.mostChained
          ? "AWS's limits for a chained role's session"
          : "AWS's limits for a session",
      )
        .default(defaultSeconds)
        .describe(
          "The session's length, in seconds. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html",
        ),
    })
    .prefault({})
    .describe("Name and length of the session that the workflow opens.");
