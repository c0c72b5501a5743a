import type { Config } from "../config/config";
import { mayUseRole } from "./exported-access";
import { type ExportedBefore, exportedBefore, hasPodIdentity, openhandsFile } from "./exported-before";
import type { ExportFolders } from "./exported-workloads";

/**
 * The role accepts the tokens of one service account for one audience: pods with others have no access until both sides have
 * changed.
 * @param stack openhands, as this config gives it
 * @returns in which order to apply, where pods may be using the role
 */
export function identityChange(config: Config, folders: ExportFolders, stack: ExportedBefore): string[] {
  if (folders.terraform === undefined) return [];
  const before = exportedBefore(openhandsFile(folders.terraform));
  const last = acceptedBy(before);
  const next = acceptedBy(stack);
  const changes = Object.entries(last).flatMap(([key, value]) => {
    const other = next[key];
    return value === undefined || other === undefined || other === value
      ? []
      : [{ key, words: `from ${value} to ${other}` }];
  });
  const [first, ...more] = changes;
  if (!first || !mayUseRole(config, folders, before)) return [];
  const what = [`${first.key} changes ${first.words}`, ...more.map(({ key, words }) => `${key} ${words}`)].join(", ");
  return [`${what}. ${changes.some(({ key }) => key === ROLE) ? replaced(hasPodIdentity(stack)) : TERRAFORM_FIRST}`];
}

const TERRAFORM_FIRST =
  "The role accepts one or the other. Apply the stack openhands first, and the manifests right after it: sessions that are running bridge the time between. In the other order, new pods have no access.";

/** @param podIdentity whether nothing in the manifests names the role: then applying them does not restart the pods */
const replaced = (podIdentity: boolean): string =>
  `Terraform replaces the role, which ends its sessions: the pods have no access until both sides have changed. Apply the stack openhands, ${podIdentity ? "then the manifests, and restart the pods right after it" : "and the manifests right after it"}.`;

const ROLE = "kubernetes.identity.role";

/** What the role is and accepts, by the keys of the config that say so. */
function acceptedBy({ resource, data }: ExportedBefore): Readonly<Record<string, string | undefined>> {
  const { condition = [] } = data?.aws_iam_policy_document?.openhands_workload_trust?.statement?.[0] ?? {};
  const accepted = (name: RegExp) => condition.find(({ variable }) => name.test(variable))?.values?.[0];
  const [, , namespace, serviceAccount] = accepted(/:sub$/)?.split(":") ?? [];
  return {
    [ROLE]: resource?.aws_iam_role?.openhands_workload?.name,
    "kubernetes.identity.audience": accepted(/:aud$/),
    "kubernetes.namespace": namespace ?? accepted(/\/kubernetes-namespace$/),
    "kubernetes.identity.serviceAccount": serviceAccount ?? accepted(/\/kubernetes-service-account$/),
  };
}
