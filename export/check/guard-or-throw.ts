import { CheckError } from "@openhands-aws/facts/program-error";
import { formatText, type RepositoryWorkflows } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import type { Rendered } from "../render/json";
import { issuerNotes } from "./issuer-notes";
import { modelEnds } from "./model-ends";
import { openhandsNotes } from "./openhands-notes";
import { profilesToName } from "./profiles-to-name";
import { stackFindings } from "./stack-findings";

/**
 * Lets our own stacks pass only without an error, before anything of them is written.
 * @param configFile where the exemptions are
 * @param workflows where they are written too
 * @returns the warnings, and the notes on OpenHands and on the issuer, for people, or an empty text
 * @throws CheckError with every error and warning, if there is an error
 */
export async function guardOrThrow(
  stacks: Rendered,
  config: Config,
  configFile: string,
  now: Date,
  workflows?: RepositoryWorkflows,
): Promise<string> {
  const findings = [
    ...(await stackFindings(stacks, config, configFile, now, { workflows })),
    ...modelEnds(config, configFile, now),
    ...profilesToName(config, configFile),
  ];
  const notes = [...openhandsNotes(config, configFile), ...issuerNotes(config, configFile)];
  const reported = [...findings.filter(({ severity }) => severity !== "info"), ...notes];
  if (reported.length === 0) return "";
  const text = formatText(reported, (_style, plain) => plain);
  if (reported.some(({ severity }) => severity === "error"))
    throw new CheckError(`${text}The guard found errors; nothing was written.`);
  return text;
}
