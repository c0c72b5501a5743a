import type { AccessModel } from "../model";
import { printableJson } from "../printable";
import { unreadOf, unreadWords } from "../unread";
import { issuerHint, type RoleAnswer, type Situation, whoCan } from "../whocan";
import { paintFor } from "./paint";
import { type Installation, type ReadingOptions, subjectOf } from "./subject";
import { formatAnswers } from "./whocan/format";
import { readQuestion, type WhocanOptions } from "./whocan/question";

export interface WhocanCommandOptions extends WhocanOptions, ReadingOptions {
  readonly format: "text" | "json";
}

/**
 * What the verb `whocan` does; loaded only then.
 * @param installation whose stacks are read if no path is given
 * @throws InputError
 */
export async function runWhocan(
  paths: readonly string[],
  options: WhocanCommandOptions,
  installation?: Installation,
): Promise<void> {
  const { situation, wish, request, words } = readQuestion(options);
  const model = await (await subjectOf(paths, installation, options)).model();
  const roles = whoCan(model, situation, wish);
  const unread = unreadOf(model);
  const hint = hintOf(model, situation);
  process.stdout.write(
    options.format === "json"
      ? printableJson({ request, ...(hint && { hint }), roles, unread })
      : formatAnswers(words, roles, [...(hint ? [hint] : []), ...unreadWords(unread)], paintFor(process.stdout)),
  );
  process.exitCode = roles.some(isIn) ? 0 : unread.length === 0 ? 1 : 3;
}

/** A token's issuer is compared as a whole: its host alone is another one. */
function hintOf(model: AccessModel, situation: Situation): string | undefined {
  if (situation.kind === "principal") return undefined;
  const { issuer } = situation.kind === "github" ? situation.job : situation.account;
  return issuer === undefined ? undefined : issuerHint(model, issuer);
}

const isIn = ({ decision, wish }: RoleAnswer): boolean => decision === "allowed" && wish?.decision !== "denied";
