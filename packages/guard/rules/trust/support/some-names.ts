import type { Statement } from "../../../policy/statement";
import { asPartial, isKnown, type PartialText, rawText, SOME_NAME, UNKNOWN } from "../../../text";

/**
 * A repository, an environment or a branch that is not known is some one of them where the rest of the subject is known:
 * that decides which repositories and which of their runs are accepted, whatever they are called.
 */
export function withSomeNames(statement: Statement): Statement {
  const { conditions } = statement;
  if (!conditions.some(({ key, values }) => IS_SUBJECT.test(rawText(key)) && !values.every(isKnown))) return statement;
  return {
    ...statement,
    conditions: conditions.map((one) =>
      IS_SUBJECT.test(rawText(one.key)) ? { ...one, values: one.values.map(ofSome) } : one,
    ),
  };
}

const IS_SUBJECT = /^token\.actions\..*:sub$/i;

function ofSome(value: PartialText): PartialText {
  const text = rawText(value);
  const [, repository = "", context = ""] = /^repo:([^:]*)(:.+)?$/s.exec(text) ?? [];
  if (isKnown(value) || repository === "" || !(isKnown(context) || NAMED_RUN.test(context))) return value;
  const [owner = "", name] = repository.split("/");
  // What is unknown may hold the rest of the subject.
  if (context === "" && !(name !== undefined && isKnown(name) && name.includes("*"))) return value;
  const full = name === undefined ? owner.replaceAll(UNKNOWN, `${UNKNOWN}/${UNKNOWN}`) : repository;
  return asPartial(`repo:${full}${context}`.replaceAll(UNKNOWN, SOME_NAME));
}

const NAMED_RUN = /^:(?:environment:|ref:refs\/(?:heads|tags)\/)[^:]+$/;
