import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import { z } from "zod";
import { PolicyName, RoleArn, RoleName, SessionNamePrefix } from "../names";
import { seconds } from "./session";

/** `{}` is enough: the Bedrock user then assumes the sessions' role. */
export const Refresher = z.strictObject({
  role: RoleName.default("openhands-session-role").describe(
    "The role of the sessions: the bucket, the settings and, where the agent calls Bedrock itself, the models. Only the refresher's principal may assume it. Never rename it: AWS would replace the role.",
  ),
  principal: RoleArn.optional().describe(
    "ARN of a role in aws.account that may assume this role, for example the cluster's workload identity. Default: the Bedrock user, whose access key is already in the cluster.",
  ),
  policy: PolicyName.default("openhands-refresher").describe(
    "The policy that lets the Bedrock user assume this role, and nothing else.",
  ),
  sessionSeconds: seconds(SESSION_SECONDS.least, SESSION_SECONDS.most, "AWS's limits for a session")
    .default(SESSION_SECONDS.default)
    .describe(
      "Length of the sessions, in seconds: at most 3600 with a principal, because that is a role. Sessions are renewed after at most half of this time. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    ),
  sessionName: SessionNamePrefix.default("openhands").describe(
    "The beginning of the sessions' names in CloudTrail; a hyphen and the pod's uid follow.",
  ),
});
export type Refresher = z.infer<typeof Refresher>;
