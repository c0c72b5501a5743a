import { CheckError } from "@openhands-aws/facts/program-error";
import {
  type AccessModel,
  type Finding,
  formatText,
  guard,
  type KnownWeakness,
  loadCatalogue,
  type RepositoryWorkflows,
  readTerraform,
  servicesOf,
} from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { DEPARTURES } from "../../stacks/departures";
import { clusterObjects } from "../../stacks/openhands-kubernetes/objects";
import { type Rendered, renderJson } from "../render/json";
import { modelEnds } from "./model-ends";

/**
 * Judges our own stacks as anybody's Terraform, before anything of them is written.
 * @param configFile where the exemptions stand
 * @param workflows where they are written too
 * @returns warnings for people, or nothing
 * @throws CheckError with every error and warning, if there is an error
 */
export async function guardStacks(
  stacks: Rendered,
  config: Config,
  configFile: string,
  now: Date,
  workflows?: RepositoryWorkflows,
): Promise<string> {
  const stackFindings = await checkStacks(stacks, config, configFile, now, workflows);
  const findings = [...stackFindings, ...modelEnds(config, configFile, now)];
  const told = findings.filter(({ severity }) => severity !== "info");
  if (told.length === 0) return "";
  const text = formatText(told, (_style, plain) => plain);
  if (told.some(({ severity }) => severity === "error"))
    throw new CheckError(`${text}The guard found errors; nothing was written.`);
  return text;
}

/**
 * Every finding, for whoever wants to see the information too.
 * @param workflows that ask for the roles
 */
export async function checkStacks(
  stacks: Rendered,
  config: Config,
  configFile: string,
  now: Date,
  workflows?: RepositoryWorkflows,
): Promise<Finding[]> {
  const model = await readTerraform([...stackFiles(stacks), ...manifestFile(config)]);
  const findings = guard(model, {
    now,
    workflows,
    catalogue: await loadCatalogue(servicesOf(model)),
    exemptions: config.guard.exemptions,
    exemptionsFile: configFile,
    known: knownWeaknesses(config),
  });
  return findings.map((finding) =>
    finding.file === MANIFESTS ? { ...finding, file: fileOf(finding, config) } : finding,
  );
}

/** Where no stack carries the cluster's objects, they are judged as one that does. */
const MANIFESTS = "manifests/main.tf.json";

function manifestFile({ kubernetes, ...config }: Config): { path: string; text: string }[] {
  if (!kubernetes || kubernetes.terraform) return [];
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

/** Who our own stacks let do what. */
export const stackModel = (stacks: Rendered): Promise<AccessModel> => readTerraform(stackFiles(stacks));

/** Our own stacks as files, at the place that `export` gives them. */
const stackFiles = (stacks: Rendered): { path: string; text: string }[] =>
  [...stacks].map(([stack, text]) => ({ path: `terraform/aws/${stack}/main.tf.json`, text }));

/** As designed, a weakness that hardening cures is told, not refused. */
const knownWeaknesses = ({ posture }: Config): KnownWeakness[] =>
  posture === "hardened"
    ? []
    : DEPARTURES.flatMap(({ address, cures = [], what }) =>
        cures.map((rule) => ({ rule, address, cure: `Cured by posture: hardened. ${what}` })),
      );
