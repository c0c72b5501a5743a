import { InputError } from "@openhands-aws/facts/program-error";
import { loadCatalogue } from "../catalogue/load";
import { describeRules } from "../describe";
import type { Finding } from "../finding";
import { formatJson } from "../format/json";
import { formatSarif } from "../format/sarif";
import { formatText } from "../format/text";
import type { RepositoryWorkflows } from "../guard";
import { version } from "../package.json";
import { printableJson } from "../printable";
import { holds } from "../prove/proof";
import { proofJson, proofMarkdown } from "../prove/render";
import { EVERY_RULE } from "../rules";
import { readable } from "../text";
import { paintFor } from "./paint";
import { readWorkflows } from "./read-workflows";
import { parseRepository } from "./repository";
import { type Installation, type Subject, subjectOf } from "./subject";

export interface GuardOptions {
  readonly config?: string;
  readonly root?: string;
  readonly format: "text" | "json" | "sarif";
  readonly list: boolean;
  readonly prove: boolean;
  readonly workflows?: string;
  readonly repository?: string;
}

/**
 * What the verb `guard` does; loaded only then, so that other verbs start without the rules.
 * @param installation whose stacks are checked if no path is given
 * @throws InputError
 */
export async function runGuard(
  paths: readonly string[],
  { config, root, format, list, prove: proving, workflows, repository }: GuardOptions,
  installation?: Installation,
): Promise<void> {
  if (workflows === undefined && repository !== undefined)
    throw new InputError("--repository can only be used with --workflows.");
  if (proving && workflows !== undefined)
    throw new InputError("--prove checks principals and cannot be combined with --workflows.");
  if (proving && format === "sarif") throw new InputError("--prove prints text or json, not sarif.");
  if (list) {
    process.stdout.write(describeRules(EVERY_RULE));
    return;
  }
  const subject = await subjectOf(paths, installation, config, root);
  if (proving) {
    process.exitCode = (await printProofs(subject, format === "json")) ? 0 : 1;
    return;
  }
  const findings = await subject.findings(
    workflows === undefined ? undefined : workflowsIn(workflows, repository, subject, root),
  );
  process.stdout.write(FORMATS[format](findings));
  process.exitCode = findings.some(({ severity }) => severity !== "info") ? 1 : 0;
}

const FORMATS: Record<GuardOptions["format"], (findings: readonly Finding[]) => string> = {
  text: (findings) => formatText(findings, paintFor(process.stdout)),
  json: formatJson,
  sarif: (findings) => formatSarif(findings, EVERY_RULE, version),
};

/** @returns whether every principal may do what is declared, and nothing more */
async function printProofs(subject: Subject, json: boolean): Promise<boolean> {
  const catalogue = await loadCatalogue("all");
  const proofs = await subject.proofs(catalogue);
  const print = (text: string) => process.stdout.write(readable(text));
  if (json && proofs.length > 1) print(printableJson(proofs));
  else for (const proof of proofs) print(json ? proofJson(proof) : proofMarkdown(proof, catalogue));
  return proofs.every(holds);
}

/** @param named the repository given on the command line */
function workflowsIn(folder: string, named: string | undefined, subject: Subject, root?: string): RepositoryWorkflows {
  const repository = named === undefined ? subject.repository : parseRepository(named);
  if (!repository) throw new InputError("Name the repository that the workflows belong to: --repository OWNER/NAME.");
  return { repository, ...readWorkflows(folder, root), complete: true };
}
