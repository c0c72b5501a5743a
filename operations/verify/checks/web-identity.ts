import { type AwsError, isAwsError } from "../../aws/aws-error";
import { type Check, fail, pass } from "../check";
import { claimsOf, describeToken } from "../token-claims";
import type { World } from "../world";

/**
 * A token as OpenHands' pod has one gets a session of its role.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const webIdentity: Check = {
  name: "web-identity",
  needs: ["aws", "cluster"],
  async run(world) {
    const { account, cluster, config } = world;
    const token = await cluster.token();
    const role = config.kubernetes?.identity?.role;
    try {
      await account.workload();
      return pass(`A token of the service account gets a session of ${role}.`);
    } catch (error) {
      if (!isAwsError(error) || reasonFor(error, world) === undefined) throw error;
      return fail(`${reasonFor(error, world)} ${describeToken(claimsOf(token))}`);
    }
  },
};

/** AWS says little: two of its codes mean the issuer and its keys, and CloudTrail has nothing of them. */
function reasonFor({ kind, code }: AwsError, { config }: World): string | undefined {
  const { issuerHost, audience, role, serviceAccount } = config.kubernetes?.identity ?? {};
  const namespace = config.kubernetes?.namespace;
  if (code.startsWith("InvalidIdentityToken"))
    return `AWS does not accept the token (${code}): its issuer or the keys that the issuer publishes are wrong, or the provider does not accept its audience. It must be issued by https://${issuerHost} for ${audience} (checks issuer and cluster-provider); CloudTrail has nothing about it.`;
  if (code.startsWith("IDPCommunicationError"))
    return `AWS cannot read the documents of https://${issuerHost} (${code}): they must answer within 5 s (check issuer).`;
  if (code.startsWith("ExpiredToken"))
    return `AWS says that a token of a moment ago has expired (${code}): the cluster's clock is wrong.`;
  if (kind === "denied")
    return `AWS knows the token, but the trust policy of ${role} does not accept it (${code}): it must be of system:serviceaccount:${namespace}:${serviceAccount}, for ${audience} (check trust).`;
  return undefined;
}
