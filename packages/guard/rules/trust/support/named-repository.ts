import type { Statement } from "../../../policy/statement";
import { asPartial, isKnown, type PartialText, rawText, UNKNOWN } from "../../../text";

/** In place of names that are not known before apply; {@link unnamed} takes them out of messages again. */
const OWNER = "owner-to-be-known";
const REPOSITORY = "repository-to-be-known";

/**
 * A repository that is not known gets a name where the rest of the subject is known: that decides which of its runs are
 * accepted, whatever the name is.
 */
export function withNamedRepository(statement: Statement): Statement {
  const { conditions } = statement;
  if (!conditions.some(({ key, values }) => IS_SUBJECT.test(rawText(key)) && !values.every(isKnown))) return statement;
  return {
    ...statement,
    conditions: conditions.map((one) =>
      IS_SUBJECT.test(rawText(one.key)) ? { ...one, values: one.values.map(named) } : one,
    ),
  };
}

export const unnamed = (message: string): string => message.replaceAll(NAMES, "<unknown>");

const NAMES = new RegExp(`${OWNER}|${REPOSITORY}`, "g");

const IS_SUBJECT = /^token\.actions\..*:sub$/i;

function named(value: PartialText): PartialText {
  const text = rawText(value);
  const [, repository = "", context = ""] = /^repo:([^:]*)(:.+)?$/s.exec(text) ?? [];
  if (isKnown(repository) || !isKnown(context)) return value;
  const [owner = "", name] = repository.split("/");
  // What is unknown may hold the rest of the subject.
  if (context === "" && !(name !== undefined && isKnown(name) && name.includes("*"))) return value;
  const full =
    name === undefined
      ? owner.replaceAll(UNKNOWN, `${OWNER}/${REPOSITORY}`)
      : `${owner.replaceAll(UNKNOWN, OWNER)}/${name.replaceAll(UNKNOWN, REPOSITORY)}`;
  return asPartial(`repo:${full}${context}`);
}
