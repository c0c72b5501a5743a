import type { EKS, PodIdentityAssociation } from "@aws-sdk/client-eks";
import { roleArn } from "@openhands-aws/constructs/iam";
import { type AssociatedAccount, associatedAccount } from "../../config/identity";
import { accountOf } from "../../stacks/account";
import { deleteAssociation } from "../association-commands";
import { ifThere, isAwsError } from "../aws/aws-error";
import { fail, type Look, skip, verdict } from "./check";

/**
 * EKS Pod Identity gives exactly OpenHands' service account the sessions of the exported role, as they are exported.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_PodIdentityAssociation.html
 */
export const association: Look = {
  async run({ account, config }) {
    const wanted = associatedAccount(config);
    if (!wanted) return skip("The config has no podIdentity in kubernetes.identity.");
    const { clusterName, namespace, serviceAccount } = wanted;
    const { region } = config.aws;
    const role = roleArn(accountOf(config), config.kubernetes?.identity?.role ?? "");
    try {
      const client = await account.eks();
      const ids = await ifThere(idsOf(client, wanted));
      if (!ids)
        return fail(
          `There is no EKS cluster ${clusterName} in ${region}. Correct kubernetes.identity.podIdentity.cluster or aws.region: aws eks list-clusters --region ${region} lists those that there are.`,
        );
      const found = await Promise.all(
        ids.map((associationId) => ifThere(client.describePodIdentityAssociation({ clusterName, associationId }))),
      );
      const associations = found.flatMap((one) => one?.association ?? []);
      if (associations.length === 0)
        return fail(
          `The EKS cluster ${clusterName} has no association for the service account ${serviceAccount} in the namespace ${namespace}: its pods get no session. Apply the stack openhands, then restart the pods.`,
        );
      return verdict(
        associations.flatMap((one) => problemsOf(one, wanted, role)),
        `The EKS cluster ${clusterName} associates it with ${role}.`,
      );
    } catch (error) {
      if (!isAwsError(error, "denied")) throw error;
      return fail(
        `${error.message} The stack openhands-operations has this right for operations.roles.verify: apply it.`,
      );
    }
  },
};

/** The names are compared here as well, however AWS filters. @throws AwsError, `not-found` without the cluster */
async function idsOf(client: EKS, wanted: AssociatedAccount): Promise<string[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.listPodIdentityAssociations({ ...wanted, nextToken });
    for (const { associationId, namespace, serviceAccount } of page.associations ?? [])
      if (associationId && namespace === wanted.namespace && serviceAccount === wanted.serviceAccount)
        ids.push(associationId);
    nextToken = page.nextToken;
  } while (nextToken);
  return ids;
}

/**
 * What is not exported, not every version of Terraform's provider sets back: then the association is made again.
 * @param role ARN of the exported one
 */
function problemsOf(found: PodIdentityAssociation, wanted: AssociatedAccount, role: string): string[] {
  const { associationId: id = "", roleArn: given, targetRoleArn, disableSessionTags, policy, ownerArn } = found;
  const again = `Delete it, apply the stack openhands, then restart the pods: ${deleteAssociation(wanted, id)}.`;
  const problems = [
    given !== role &&
      `The association ${id} gives pods the role ${given ?? "none"}, not ${role}. Apply the stack openhands.`,
    targetRoleArn &&
      `The association ${id} has the target role ${targetRoleArn}, whose sessions pods get in place of ${role}. ${again}`,
    disableSessionTags &&
      `The association ${id} gives sessions no tags, by which the role's trust knows the service account. ${again}`,
    policy && `The association ${id} has a policy, which limits the sessions more than exported. ${again}`,
    ownerArn &&
      `The association ${id} belongs to the add-on ${ownerArn}. Remove it there, then apply the stack openhands.`,
  ];
  return problems.filter((problem) => typeof problem === "string");
}
