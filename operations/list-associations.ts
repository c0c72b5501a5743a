/**
 * The command that shows the associations of EKS Pod Identity for a service account.
 * @see https://docs.aws.amazon.com/cli/latest/reference/eks/list-pod-identity-associations.html
 */
export const listAssociations = (cluster: string, namespace: string, serviceAccount: string): string =>
  `aws eks list-pod-identity-associations --cluster-name ${cluster} --namespace ${namespace} --service-account ${serviceAccount}`;
