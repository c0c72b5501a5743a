import type { AssociatedAccount } from "../config/identity";

/**
 * The command that shows the associations of EKS Pod Identity for a service account.
 * @see https://docs.aws.amazon.com/cli/latest/reference/eks/list-pod-identity-associations.html
 */
export const listAssociations = ({ clusterName, namespace, serviceAccount }: AssociatedAccount): string =>
  `aws eks list-pod-identity-associations --cluster-name ${clusterName} --namespace ${namespace} --service-account ${serviceAccount}`;

/**
 * The command that deletes one of them.
 * @see https://docs.aws.amazon.com/cli/latest/reference/eks/delete-pod-identity-association.html
 */
export const deleteAssociation = ({ clusterName }: AssociatedAccount, id: string): string =>
  `aws eks delete-pod-identity-association --cluster-name ${clusterName} --association-id ${id}`;
