import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import { z } from "zod";
import { PolicyName, RoleArn, SessionNamePrefix } from "../names";
import { seconds } from "./session";

/** `{}` is enough: the Bedrock user then assumes the runtime's role. */
export const Refresher = z.strictObject({
  principal: RoleArn.optional().describe(
    "ARN of a role in aws.account that may assume the runtime's role for this, for example the cluster's workload identity. Default: the Bedrock user, whose access key is already in the cluster.",
  ),
  policy: PolicyName.default("openhands-refresher").describe(
    "The policy that lets the Bedrock user assume the runtime's role, and nothing else.",
  ),
  sessionSeconds: seconds(SESSION_SECONDS.least, SESSION_SECONDS.most, "AWS's limits for a session")
    .default(SESSION_SECONDS.default)
    .describe(
      "Length of the sessions, in seconds: at most runtime.maxSessionSeconds, and at most 3600 with a principal, because that is a role. Sessions are renewed after at most half of this time. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    ),
  sessionName: SessionNamePrefix.default("openhands").describe(
    "The beginning of the sessions' names in CloudTrail; a hyphen and the pod's uid follow.",
  ),
});
