import type { Config } from "../config/config";
import { usesIdentity } from "../config/identity";
import { exportedAccess } from "./exported-access";
import { type ExportedBefore, exportedBefore, hasPodIdentity, openhandsFile } from "./exported-before";
import { type ExportedWorkload, type ExportFolders, exportedWorkloads } from "./exported-workloads";

/**
 * The role trusts one issuer: pods whose tokens name the other have no access until both sides have changed.
 * @param stack openhands, as this config gives it
 * @returns what to do, where pods may be using the role
 */
export function issuerChange(config: Config, folders: ExportFolders, stack: ExportedBefore): string[] {
  if (folders.terraform === undefined) return [];
  const before = exportedBefore(openhandsFile(folders.terraform));
  const last = trustedIn(before);
  const next = trustedIn(stack);
  if (last === undefined || next === undefined || last === next) return [];
  const usesRole = (workload: ExportedWorkload) => exportedAccess(workload, hasPodIdentity(before)) === "role";
  if (!usesIdentity(config) && !exportedWorkloads(folders).some(usesRole)) return [];
  const { cluster, issuer } = config.kubernetes?.identity ?? {};
  const own = issuer && cluster === "self-hosted" ? "set the API server's flags, publish, " : "";
  const key = issuer && last.startsWith("https:") ? "kubernetes.identity.issuer.url" : "kubernetes.identity";
  const todo = `${own}apply the stack openhands, apply the manifests and restart the pods right after each other.`;
  return [
    `${key} changes from ${last} to ${next}. The role trusts one at a time, and until both sides have changed, the pods have no access: ${todo}`,
  ];
}

interface Trusting extends ExportedBefore {
  readonly data?: { readonly aws_iam_openid_connect_provider?: { readonly cluster?: { readonly url?: string } } };
}

/** Whose word on the pod the role trusts. @returns `undefined` where there is no such role */
function trustedIn({ resource = {}, data }: Trusting): string | undefined {
  const provider = resource.aws_iam_openid_connect_provider?.cluster ?? data?.aws_iam_openid_connect_provider?.cluster;
  if (provider) return provider.url;
  const association = resource.aws_eks_pod_identity_association?.openhands_workload;
  return association && `EKS Pod Identity of the cluster ${association.cluster_name}`;
}
