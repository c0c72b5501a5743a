import { InputError } from "@openhands-aws/facts/program-error";
import { loadCatalogue } from "../catalogue/load";
import { describeRules } from "../describe";
import type { Finding } from "../finding";
import { formatJson } from "../format/json";
import { formatSarif } from "../format/sarif";
import { formatText } from "../format/text";
import type { RepositoryWorkflows } from "../guard";
import { version } from "../package.json";
import { printable, printableJson } from "../printable";
import { holds } from "../prove/proof";
import { proofJson, proofMarkdown } from "../prove/render";
import type { Severity } from "../rule";
import { EVERY_RULE } from "../rules";
import { readable } from "../text";
import { type Unread, unreadWords } from "../unread";
import { paintFor } from "./paint";
import { readWorkflows } from "./read-workflows";
import { parseRepository } from "./repository";
import { type Installation, type ReadingOptions, type Subject, subjectOf } from "./subject";

export interface GuardOptions extends ReadingOptions {
  readonly format: "text" | "json" | "sarif";
  readonly list: boolean;
  readonly prove: boolean;
  readonly unknown: Severity;
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
  options: GuardOptions,
  installation?: Installation,
): Promise<void> {
  const { root, format, list, prove: proving, unknown, workflows, repository } = options;
  if (workflows === undefined && repository !== undefined)
    throw new InputError("--repository can only be used with --workflows.");
  if (proving && workflows !== undefined)
    throw new InputError("--prove checks principals and cannot be combined with --workflows.");
  if (proving && format === "sarif") throw new InputError("--prove prints text or json, not sarif.");
  if (list) {
    process.stdout.write(describeRules(EVERY_RULE));
    return;
  }
  const subject = await subjectOf(paths, installation, options);
  if (proving) {
    process.exitCode = await printProofs(subject, format === "json");
    return;
  }
  const findings = await subject.findings({
    unknown,
    workflows: workflows === undefined ? undefined : workflowsIn(workflows, repository, subject, root),
  });
  // What workflows need is compared with the access that was read.
  const unread = workflows === undefined ? undefined : await subject.unread();
  process.stdout.write(FORMATS[format](findings, unread));
  process.exitCode = findings.some(({ severity }) => severity !== "info") ? 1 : 0;
}

const FORMATS: Record<GuardOptions["format"], (findings: readonly Finding[], unread?: readonly Unread[]) => string> = {
  text: (findings, unread = []) =>
    unreadWords(unread)
      .map((text) => `${printable(text)}\n\n`)
      .join("") + formatText(findings, paintFor(process.stdout)),
  json: formatJson,
  sarif: (findings) => formatSarif(findings, EVERY_RULE, version),
};

/** @returns 0 if every principal may do what is declared, and nothing more; 1 if not; 3 if that hangs on what was not read */
async function printProofs(subject: Subject, json: boolean): Promise<0 | 1 | 3> {
  const catalogue = await loadCatalogue("all");
  const proofs = await subject.proofs(catalogue);
  const print = (text: string) => process.stdout.write(readable(text));
  if (json && proofs.length > 1) print(printableJson(proofs));
  else for (const proof of proofs) print(json ? proofJson(proof) : proofMarkdown(proof, catalogue));
  if (!proofs.every(holds)) return 1;
  return proofs.every(({ unread }) => unread.length === 0) ? 0 : 3;
}

/** @param named the repository given on the command line */
function workflowsIn(folder: string, named: string | undefined, subject: Subject, root?: string): RepositoryWorkflows {
  const repository = named === undefined ? subject.repository : parseRepository(named);
  if (!repository) throw new InputError("Name the repository that the workflows belong to: --repository OWNER/NAME.");
  return { repository, ...readWorkflows(folder, root), complete: true };
}
