import { loadCatalogue, proofMarkdown } from "@openhands-aws/guard";
import type { Config } from "../config/config";
import { awaitsIssuer } from "../config/identity";
import { loadConfig } from "../config/load";
import { guardOrThrow } from "../export/check/guard-or-throw";
import { ownWorkflows } from "../export/check/own-workflows";
import { proveStacks } from "../export/check/prove-stacks";
import { type Exported, exportedFiles } from "../export/exported";
import { identityChange } from "../export/identity-change";
import { issuerChange } from "../export/issuer-change";
import { refuseEarlyKeysOff } from "../export/refuse-early-keys-off";
import { refuseEarlyRoleOff } from "../export/refuse-early-role-off";
import { refuseInactiveKey } from "../export/refuse-inactive-key";
import { refuseMissingAccess } from "../export/refuse-missing-access";
import { refuseOtherFamily } from "../export/refuse-other-family";
import { refuseSkippedPhase } from "../export/refuse-skipped-phase";
import { refuseUnnamedIssuer } from "../export/refuse-unnamed-issuer";
import { renderStacks } from "../export/render/json";
import { MANIFEST_FILES, manifestFiles } from "../export/render/manifest-files";
import { workflowFiles } from "../export/render/workflow-files";
import { terraformTree } from "../export/terraform-tree";
import { WORKFLOW_FILES } from "../github-workflows/workflows";
import { needsOf, synthesizeAll } from "../main";
import type { Stacks } from "../stacks/synthesize";
import { ALL_FOLDERS, type Folders } from "./folders";

/**
 * What belongs in the folders, after the guard has passed it.
 * @param file of the config, for messages
 * @returns warnings of the guard and notes too, for people
 * @throws InputError if the config is refused, CheckError if the guard finds an error
 */
export async function exportedTrees(
  folders: Folders,
  file: string,
  config = loadConfig(file),
): Promise<{ exported: Exported[]; warnings: string }> {
  refuseOtherFamily(config, folders);
  refuseSkippedPhase(config, folders.terraform);
  refuseUnnamedIssuer(config, folders.terraform);
  refuseEarlyKeysOff(config, folders.terraform);
  const notes = refuseEarlyRoleOff(config, folders);
  const stacks = synthesizeAll(config);
  const stack = stacks.get("openhands") ?? {};
  if (!awaitsIssuer(config))
    notes.push(...refuseMissingAccess(config, folders, { usual: ALL_FOLDERS.terraform, stack }));
  notes.push(...refuseInactiveKey(config, folders, { usual: ALL_FOLDERS, stack }));
  notes.push(...issuerChange(config, folders, stack));
  notes.push(...identityChange(config, folders, stack));
  // The workflows use roles that are not there before the issuer is.
  const workflows = awaitsIssuer(config) ? undefined : ownWorkflows(config);
  const warnings = await guardOrThrow(renderStacks(stacks), config, file, new Date(), workflows);
  const text = notes.map((note) => `${note}\n`).join("");
  return { exported: await contents(folders, config, stacks), warnings: `${warnings}${text}` };
}

async function contents(
  { terraform, manifests, workflows }: Folders,
  config: Config,
  stacks: Stacks,
): Promise<Exported[]> {
  const exported: Exported[] = [];
  if (terraform !== undefined) {
    const catalogue = await loadCatalogue("all");
    const proofs = await proveStacks(renderStacks(stacks), needsOf(config), catalogue);
    const markdown = new Map([...proofs].map(([stack, proof]) => [stack, proofMarkdown(proof, catalogue)]));
    exported.push(terraformTree(terraform, stacks, markdown, config));
  }
  if (awaitsIssuer(config)) return exported;
  if (manifests !== undefined) exported.push(exportedFiles(manifests, manifestFiles(config), MANIFEST_FILES));
  if (workflows !== undefined) exported.push(exportedFiles(workflows, workflowFiles(config), WORKFLOW_FILES));
  return exported;
}
