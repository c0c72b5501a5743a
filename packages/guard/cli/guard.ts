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
import { holds } from "../prove/proof";
import { proofJson, proofMarkdown } from "../prove/render";
import { EVERY_RULE } from "../rules";
import { readable } from "../text";
import { helpOf } from "./help";
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

/** @param installation whose stacks are checked if no path is given. @default the current folder */
export function guardCommand(installation?: Installation): Command {
  const command = new Command("guard")
    .summary("check who can assume which role, and what they may do with it")
    .description(
      "Checks who can assume which role, what they may do with it, and where credentials leak, as declared in Terraform.",
    )
    .argument(
      "[path...]",
      `Terraform JSON, HCL, plans (terraform show -json), or folders of them (default: ${installation ? "this project's own stacks" : "the current folder"})`,
    )
    .addOption(
      new Option("--format <format>", "how to print the findings").choices(["text", "json", "sarif"]).default("text"),
    )
    .option(
      "--workflows <dir>",
      "also check that the roles accept the GitHub workflows in this folder, give them the permissions that their steps need, and accept nothing that they do not use",
    )
    .option(
      "--repository <owner/name>",
      `the repository that the workflows belong to${installation ? " (default: the first one in the config, if it is read)" : ""}`,
    )
    .option("--list", "print every rule, and check nothing", false)
    .option(
      "--prove",
      `print every AWS action that each principal may use, on which resources and by which policy${installation ? "; for this project's own stacks, also prove that these are exactly the declared needs" : ""}`,
      false,
    )
    .addHelpText(
      "after",
      helpOf(
        [
          ["terraform/", "check a folder"],
          [
            "terraform/ --workflows .github/workflows --repository octo-org/app",
            "also check the workflows of octo-org/app",
          ],
        ],
        "0 no error or warning; 1 an error or a warning, or a failed proof; 2 bad usage or input",
      ),
    )
    .action(async (paths: string[], { config, format, list, prove: proving, workflows, repository }: Options) => {
      if (workflows === undefined && repository !== undefined)
        throw new InputError("--repository can only be used with --workflows.");
      if (proving && workflows !== undefined)
        throw new InputError("--prove checks principals and cannot be combined with --workflows.");
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
  const print = (text: string) => process.stdout.write(readable(text));
  if (json && proofs.length > 1) print(`${JSON.stringify(proofs, null, 2)}\n`);
  else for (const proof of proofs) print(json ? proofJson(proof) : proofMarkdown(proof, catalogue));
  return proofs.every(holds);
}

/** @param named the repository given on the command line */
function workflowsIn(folder: string, named: string | undefined, subject: Subject): RepositoryWorkflows {
  const repository = named === undefined ? subject.repository : parseRepository(named);
  if (!repository) throw new InputError("Name the repository that the workflows belong to: --repository OWNER/NAME.");
  return { repository, ...readWorkflows(folder), complete: true };
}
