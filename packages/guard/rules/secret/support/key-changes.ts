import type { AccessModel, Json, PlannedChange } from "../../../model";
import { asText } from "../../../support/json";
import { readable } from "../../../text";

/** What a plan does to one access key. */
interface KeyChange {
  readonly at: PlannedChange;
  readonly user: string;
  /** Its status; `undefined` where there is no key, or another one. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A replaced key is destroyed: the one that takes its place is new. */
export const keyChanges = ({ changes }: AccessModel): KeyChange[] =>
  changes
    .filter(({ type }) => type === "aws_iam_access_key")
    .map((at) => {
      const isReplaced = at.actions.length > 1;
      return {
        at,
        user: readable(asText(member(at.before, "user") ?? member(at.after, "user") ?? null)),
        before: statusOf(at.before),
        after: isReplaced ? undefined : statusOf(at.after),
      };
    });

function statusOf(key: Json): string | undefined {
  if (key === null) return undefined;
  const status = member(key, "status");
  return status === undefined ? "Active" : readable(asText(status));
}

const member = (value: Json, name: string): Json | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)[name]
    : undefined;
