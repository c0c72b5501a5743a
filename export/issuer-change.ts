import type { Config } from "../config/config";
import { mayUseRole } from "./exported-access";
import { type ExportedBefore, exportedBefore, openhandsFile } from "./exported-before";
import type { ExportFolders } from "./exported-workloads";

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
  if (!mayUseRole(config, folders, before)) return [];
  const { cluster, issuer } = config.kubernetes?.identity ?? {};
  const own = issuer && cluster === "self-hosted" ? "set the API server's flags, publish, " : "";
  const key = issuer && last.startsWith("https:") ? "kubernetes.identity.issuer.url" : "kubernetes.identity";
  const todo = `${own}apply the stack openhands, apply the manifests and restart the pods right after each other.`;
  return [
    `${key} changes from ${last} to ${next}. The role trusts one at a time, and until both sides have changed, the pods have no access: ${todo}`,
  ];
}

/** Whose word on the pod the role trusts. @returns `undefined` where there is no such role */
function trustedIn({ resource = {}, data }: ExportedBefore): string | undefined {
  const provider = resource.aws_iam_openid_connect_provider?.cluster ?? data?.aws_iam_openid_connect_provider?.cluster;
  if (provider) return provider.url;
  const association = resource.aws_eks_pod_identity_association?.openhands_workload;
  return association && `EKS Pod Identity of the cluster ${association.cluster_name}`;
}
