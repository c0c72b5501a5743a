import { shown } from "../../../policy/context";
import type { AnyText } from "../../../text";
import type { AssumeRoleCall } from "../../../workflows";

export const plain = (text: AnyText): string => shown(text).slice(1, -1);

const MAX_SHOWN = 3;

/** `a, b and c`. */
export function listed(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  const some = distinct.slice(0, MAX_SHOWN);
  if (distinct.length > MAX_SHOWN) some.push(`${distinct.length - MAX_SHOWN} more`);
  return some.length < 2 ? (some[0] ?? "") : `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`;
}

/** `a push to refs/heads/main, in the environment production`. */
export const runDescription = ({ jobRun: { run, environment } }: AssumeRoleCall): string =>
  environment ? `${run.description} in the environment ${plain(environment)}` : run.description;
