import {
  type ActionCatalogue,
  describeRules,
  EVERY_RULE,
  type Finding,
  formatJson,
  formatSarif,
  formatText,
  guard,
  holds,
  loadCatalogue,
  type Proof,
  proofJson,
  proofMarkdown,
  prove,
  type RepositoryWorkflows,
  servicesOf,
} from "@openhands-aws/guard";
import { Command, Option } from "commander";
import type { Config } from "../config/config";
import { InputError } from "../config/input-error";
import { judgeStacks } from "../export/check/guard-stacks";
import { firstRepository } from "../export/check/own-workflows";
import { proveStacks } from "../export/check/prove-stacks";
import { renderStacks } from "../export/render/json";
import { VERSION } from "../project";
import { configOption, parseRepository } from "./options";
import { ownStacks } from "./own-stacks";
import { paintFor } from "./paint";
import { readModel } from "./read-model";
import { readWorkflows } from "./read-workflows";

interface Options {
  readonly config?: string;
  readonly format: "text" | "json" | "sarif";
  readonly list: boolean;
  readonly prove: boolean;
  readonly workflows?: string;
  readonly repository?: string;
}

export const guardCommand = () =>
  new Command("guard")
    .summary("judge who can become what, and what they may do then")
    .description(
      "Judges Terraform JSON, HCL, a plan (terraform show -json), or folders of them; without a path, our own stacks. With --workflows also whether the workflows of a repository are let in by the roles that they ask for, may do there what their steps need, and need all that the roles let in. Ends with 1 if there is an error or a warning.",
    )
    .argument("[path...]", "files or folders")
    .addOption(configOption())
    .addOption(
      new Option("--format <format>", "how to print the findings").choices(["text", "json", "sarif"]).default("text"),
    )
    .option("--workflows <dir>", "judge the workflows of this folder against the roles as well")
    .option(
      "--repository <owner/name>",
      "the repository whose workflows they are (default: the config's first one, where the config is read)",
    )
    .option("--list", "print every rule, and judge nothing", false)
    .option(
      "--prove",
      "ask of every principal which of all AWS's actions it may use, on what and by which grant; of our own stacks also that nothing is missing and nothing is more than declared",
      false,
    )
    .action(async (paths: string[], { config, format, list, prove: proving, workflows, repository }: Options) => {
      if (workflows === undefined && repository !== undefined)
        throw new InputError("--repository belongs to --workflows, which is not given.");
      if (proving && workflows !== undefined) throw new InputError("--prove asks of principals, not of --workflows.");
      if (proving && format === "sarif") throw new InputError("--prove prints text or json, not sarif.");
      if (proving) {
        process.exitCode = (await printProofs(paths, config, format === "json")) ? 0 : 1;
        return;
      }
      if (list) {
        process.stdout.write(describeRules(EVERY_RULE));
        return;
      }
      const asking = workflows === undefined ? undefined : { folder: workflows, repository };
      const findings = paths.length > 0 ? await judgeFiles(paths, config, asking) : await judgeOurs(config, asking);
      process.stdout.write(FORMATS[format](findings));
      process.exitCode = findings.some(({ severity }) => severity !== "info") ? 1 : 0;
    });

const FORMATS: Record<Options["format"], (findings: readonly Finding[]) => string> = {
  text: (findings) => formatText(findings, paintFor(process.stdout)),
  json: formatJson,
  sarif: (findings) => formatSarif(findings, EVERY_RULE, VERSION),
};

/** @returns whether everybody may do what is declared, and nothing more */
async function printProofs(paths: readonly string[], config: string | undefined, json: boolean): Promise<boolean> {
  const catalogue = await loadCatalogue("all");
  const proofs = paths.length > 0 ? [prove(await readModel(paths), catalogue)] : await proveOurs(config, catalogue);
  const print = (proof: Proof) => process.stdout.write(json ? proofJson(proof) : proofMarkdown(proof, catalogue));
  if (json && proofs.length > 1) process.stdout.write(`${JSON.stringify(proofs, null, 2)}\n`);
  else proofs.forEach(print);
  return proofs.every(holds);
}

async function proveOurs(config: string | undefined, catalogue: ActionCatalogue): Promise<Proof[]> {
  const { stacks, needs } = await ownStacks(config);
  return [...(await proveStacks(renderStacks(stacks), needs(), catalogue)).values()];
}

/** Where workflows are, and whose. */
interface Asking {
  readonly folder: string;
  readonly repository?: string;
}

/** Anybody's Terraform. Exemptions count only where the config is named: ours are about our own stacks. */
async function judgeFiles(paths: readonly string[], option: string | undefined, asking?: Asking): Promise<Finding[]> {
  const config = option === undefined ? undefined : (await import("../config/load.js")).loadConfig(option);
  const workflows = asking && workflowsOf(asking, config);
  const model = await readModel(paths);
  return guard(model, {
    now: new Date(),
    workflows,
    catalogue: await loadCatalogue(servicesOf(model)),
    exemptions: config?.guard.exemptions ?? [],
    exemptionsFile: option,
  });
}

async function judgeOurs(option: string | undefined, asking?: Asking): Promise<Finding[]> {
  const { file, config, stacks } = await ownStacks(option);
  return judgeStacks(renderStacks(stacks), config, file, new Date(), asking && workflowsOf(asking, config));
}

/** @param config where it is read: its first repository is the one for which our own workflows are written */
function workflowsOf({ folder, repository }: Asking, config: Config | undefined): RepositoryWorkflows {
  const named = repository === undefined ? config && firstRepository(config) : parseRepository(repository);
  if (!named) throw new InputError("Say whose workflows they are: --repository OWNER/NAME.");
  return { repository: named, ...readWorkflows(folder), complete: true };
}
