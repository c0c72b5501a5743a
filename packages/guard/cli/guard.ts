import { InputError } from "@openhands-aws/facts/program-error";
import { Command, Option } from "commander";
import { loadCatalogue } from "../catalogue/load";
import { describeRules } from "../describe";
import type { Finding } from "../finding";
import { formatJson } from "../format/json";
import { formatSarif } from "../format/sarif";
import { formatText } from "../format/text";
import type { RepositoryWorkflows } from "../guard";
import { version } from "../package.json";
import { holds, type Proof } from "../prove/proof";
import { proofJson, proofMarkdown } from "../prove/render";
import { EVERY_RULE } from "../rules";
import { paintFor } from "./paint";
import { readWorkflows } from "./read-workflows";
import { parseRepository } from "./repository";
import { type Installation, type Subject, subjectOf } from "./subject";

interface Options {
  readonly config?: string;
  readonly format: "text" | "json" | "sarif";
  readonly list: boolean;
  readonly prove: boolean;
  readonly workflows?: string;
  readonly repository?: string;
}

/** @param installation whose stacks are checked where no path is named. @default the folder that one is in */
export function guardCommand(installation?: Installation): Command {
  const command = new Command("guard")
    .summary("check who can assume which role, and what they may do with it")
    .description(
      `Checks Terraform JSON, HCL, a plan (terraform show -json), or folders of them; without a path, ${installation ? "this project's own stacks" : "this folder"}. With --workflows, also checks that the roles accept a repository's workflows, that the workflows may do what their steps need, and that they need everything that the roles accept. Exits with 1 if there is an error or a warning.`,
    )
    .argument("[path...]", "files or folders")
    .addOption(
      new Option("--format <format>", "how to print the findings").choices(["text", "json", "sarif"]).default("text"),
    )
    .option("--workflows <dir>", "also check the workflows of this folder against the roles")
    .option(
      "--repository <owner/name>",
      `the repository that the workflows belong to${installation ? " (default: the config's first one, where the config is read)" : ""}`,
    )
    .option("--list", "print every rule, and check nothing", false)
    .option(
      "--prove",
      `print which of AWS's actions each principal may use, on what and by which grant${installation ? "; for this project's own stacks, also prove that nothing is missing and nothing is more than declared" : ""}`,
      false,
    )
    .action(async (paths: string[], { config, format, list, prove: proving, workflows, repository }: Options) => {
      if (workflows === undefined && repository !== undefined)
        throw new InputError("--repository belongs to --workflows, which is not given.");
      if (proving && workflows !== undefined)
        throw new InputError("--prove is about principals and cannot be combined with --workflows.");
      if (proving && format === "sarif") throw new InputError("--prove prints text or json, not sarif.");
      if (list) {
        process.stdout.write(describeRules(EVERY_RULE));
        return;
      }
      const subject = await subjectOf(paths, installation, config);
      if (proving) {
        process.exitCode = (await printProofs(subject, format === "json")) ? 0 : 1;
        return;
      }
      const findings = await subject.findings(
        workflows === undefined ? undefined : workflowsIn(workflows, repository, subject),
      );
      process.stdout.write(FORMATS[format](findings));
      process.exitCode = findings.some(({ severity }) => severity !== "info") ? 1 : 0;
    });
  return installation ? command.addOption(installation.option) : command;
}

const FORMATS: Record<Options["format"], (findings: readonly Finding[]) => string> = {
  text: (findings) => formatText(findings, paintFor(process.stdout)),
  json: formatJson,
  sarif: (findings) => formatSarif(findings, EVERY_RULE, version),
};

/** @returns whether every principal may do what is declared, and nothing more */
async function printProofs(subject: Subject, json: boolean): Promise<boolean> {
  const catalogue = await loadCatalogue("all");
  const proofs = await subject.proofs(catalogue);
  const print = (proof: Proof) => process.stdout.write(json ? proofJson(proof) : proofMarkdown(proof, catalogue));
  if (json && proofs.length > 1) process.stdout.write(`${JSON.stringify(proofs, null, 2)}\n`);
  else proofs.forEach(print);
  return proofs.every(holds);
}

/** @param named the repository that the command line names */
function workflowsIn(folder: string, named: string | undefined, subject: Subject): RepositoryWorkflows {
  const repository = named === undefined ? subject.repository : parseRepository(named);
  if (!repository) throw new InputError("Name the repository that the workflows belong to: --repository OWNER/NAME.");
  return { repository, ...readWorkflows(folder), complete: true };
}
