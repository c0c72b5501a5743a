import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import { z } from "zod";
import { PolicyName, RoleArn, SessionNamePrefix } from "../names";
import { seconds } from "./session";

/** `{}` is enough: the Bedrock user then assumes the runtime's role. */
export const Refresher = z.strictObject({
  principal: RoleArn.optional().describe(
    "ARN of the role that may assume the runtime's role for this, as the cluster's workload identity may; a role of aws.account. Default: the Bedrock user, whose access key is in the cluster already.",
  ),
  policy: PolicyName.default("openhands-refresher").describe(
    "The policy that lets the Bedrock user assume the runtime's role, and nothing else.",
  ),
  sessionSeconds: seconds(SESSION_SECONDS.least, SESSION_SECONDS.most, "AWS's bounds of a session")
    .default(SESSION_SECONDS.default)
    .describe(
      "Length of the sessions, in seconds: at most runtime.maxSessionSeconds, and 3600 with a principal, since that is a role. They are renewed at half of it. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    ),
  sessionName: SessionNamePrefix.default("openhands").describe(
    "What the sessions' names in CloudTrail begin with; a hyphen and the pod's uid follow.",
  ),
});
