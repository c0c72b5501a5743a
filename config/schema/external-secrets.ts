import { z } from "zod";
import { PolicyName, RoleName, UserName } from "../names";

export const ExternalSecrets = z
  .strictObject({
    policy: PolicyName.default("openhands-external-secrets").describe(
      "The policy that reads the two Bedrock parameters, and nothing else.",
    ),
    role: RoleName.optional().describe(
      "An existing role of the operator, to which the policy is attached. Default: none.",
    ),
    user: UserName.optional().describe(
      "An existing user of the operator, to which the policy is attached. Default: none.",
    ),
  })
  .describe("The cluster's External Secrets Operator. Hardened only.");
