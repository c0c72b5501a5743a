import {
  type AccessModel,
  type Finding,
  type GuardOptions,
  guard,
  type KnownWeakness,
  loadCatalogue,
  readTerraform,
  servicesOf,
} from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { awaitsIssuer } from "../../config/identity";
import { DEPARTURES } from "../../stacks/departures";
import { clusterObjects } from "../../stacks/openhands-kubernetes/objects";
import { type Rendered, renderJson } from "../render/json";
import { MAIN } from "../render/terraform-directory";

/**
 * What the guard finds in our own stacks, as in any other Terraform; notes included.
 * @param configFile where the exemptions are
 * @param asked the workflows that ask for the roles, and what is not known counts as
 */
export async function stackFindings(
  stacks: Rendered,
  config: Config,
  configFile: string,
  now: Date,
  asked?: Pick<GuardOptions, "workflows" | "unknown">,
): Promise<Finding[]> {
  const model = await readTerraform([...stackFiles(stacks), ...manifestFile(config)]);
  const findings = guard(model, {
    now,
    ...asked,
    catalogue: await loadCatalogue(servicesOf(model)),
    exemptions: config.guard.exemptions,
    exemptionsFile: configFile,
    known: knownWeaknesses(config),
  });
  return findings.map((finding) =>
    finding.file === MANIFESTS ? { ...finding, file: fileOf(finding, config) } : finding,
  );
}

/** Where no stack carries the cluster's objects, they are checked as if one did. */
const MANIFESTS = `manifests/${MAIN}`;

function manifestFile({ kubernetes, ...config }: Config): { path: string; text: string }[] {
  if (!kubernetes || kubernetes.terraform || awaitsIssuer(config)) return [];
  const objects = clusterObjects({ kubernetes, ...config }, kubernetes);
  const resources = objects.map(({ label, manifest }) => [label, { manifest }] as const);
  const json = { resource: { kubernetes_manifest: Object.fromEntries(resources) } };
  return [{ path: MANIFESTS, text: renderJson(json) }];
}

/** The file below manifests/ that a finding is about. */
function fileOf({ address, file }: Finding, config: Config): string {
  const objects = config.kubernetes ? clusterObjects(config, config.kubernetes) : [];
  const found = objects.find(({ label }) => address === `kubernetes_manifest.${label}`);
  return found ? `manifests/${found.file}` : file;
}

/** Who may do what according to our own stacks. */
export const stackModel = (stacks: Rendered): Promise<AccessModel> => readTerraform(stackFiles(stacks));

/** Where `export` writes a stack. */
export const stackFolder = (stack: string): string => `terraform/aws/${stack}`;

const stackFiles = (stacks: Rendered): { path: string; text: string }[] =>
  [...stacks].map(([stack, text]) => ({ path: `${stackFolder(stack)}/${MAIN}`, text }));

/** As designed, a weakness that hardening cures is reported and does not fail. */
const knownWeaknesses = ({ posture }: Config): KnownWeakness[] =>
  posture === "hardened"
    ? []
    : DEPARTURES.flatMap(({ address, cures = [], what }) =>
        cures.map((rule) => ({ rule, address, cure: `Cured by posture: hardened. ${what}` })),
      );
