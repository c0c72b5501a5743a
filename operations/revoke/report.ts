import { type Paint, stepsText, verdictOf } from "../steps-text";
import type { Revoked } from "./revoke";
import type { CredentialUse } from "./trail";

export interface Report extends Revoked {
  readonly dryRun: boolean;
  /** Whether AWS_BEARER_TOKEN_BEDROCK is set in this environment. */
  readonly bearer: boolean;
}

const BEARER =
  "AWS_BEARER_TOKEN_BEDROCK is set in your environment. It is not used here, but other programs prefer it to your credentials: unset it.";

const notesOf = ({ notes = [], bearer }: Report): string[] => [...notes, ...(bearer ? [BEARER] : [])];

export function reportJson(report: Report): string {
  const { dryRun, steps, trail } = report;
  return `${JSON.stringify({ dryRun, steps, ...(trail && { trail }), notes: notesOf(report) }, null, 2)}\n`;
}

export function reportText(report: Report, paint: Paint): string {
  const { steps, trail, dryRun } = report;
  const used = trail?.credentials.filter(({ events }) => events > 0) ?? [];
  const uses = used.length > 0 ? `\nWhat the credentials did, by CloudTrail:\n${used.map(useText).join("")}` : "";
  const notes = notesOf(report).map((note) => `\n${note}\n`);
  return `${stepsText(steps, verdictOf(steps, dryRun), paint)}${uses}${notes.join("")}`;
}

const MOST_ACTIONS = 12;

function useText({ id, madeBy, events, first, last, sources, actions }: CredentialUse): string {
  const shown = actions.slice(0, MOST_ACTIONS).map(({ action, count, refused }) => {
    const failed = refused > 0 ? `, ${refused} refused` : "";
    return `    ${action} (${count}${failed})\n`;
  });
  const more = actions.length - MOST_ACTIONS;
  if (more > 0) shown.push(`    and ${more} more, with --format json\n`);
  const whose = madeBy ? ` (session made with ${madeBy})` : "";
  return `  ${id}${whose}: ${events} events from ${first} to ${last}, from ${sources.join(", ")}\n${shown.join("")}`;
}
