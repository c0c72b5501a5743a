import { shown } from "../../../policy/context";
import type { AnyText } from "../../../text";
import type { AssumeRoleCall } from "../../../workflows";

export const plain = (text: AnyText): string => shown(text).slice(1, -1);

const MOST = 4;

/** `a, b and c`. */
export function inWords(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  const some = distinct.slice(0, MOST);
  if (distinct.length > MOST) some.push(`${distinct.length - MOST} more`);
  return some.length < 2 ? (some[0] ?? "") : `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`;
}

/** `a push to refs/heads/main, in the environment production`. */
export const runWords = ({ instance: { run, environment } }: AssumeRoleCall): string =>
  environment ? `${run.words} in the environment ${plain(environment)}` : run.words;
