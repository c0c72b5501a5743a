import { POLICY_CHARACTERS } from "@openhands-aws/facts/iam-limits";
import type { AccessModel, AttachedPolicy, Location, PolicyDocument } from "../../model";
import type { Rule } from "../../rule";
import { readable } from "../../text";

/**
 * Characters without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
const { managed: MANAGED, inline: INLINE } = POLICY_CHARACTERS;

export const policySize: Rule = {
  id: "policy-size",
  area: "permission",
  severity: "error",
  what: "A policy is longer than IAM accepts.",
  why: "The plan succeeds, and AWS rejects the policy on apply.",
  fix: "Split it into several managed policies, or name fewer resources.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length",
  *check(model) {
    for (const { at, what, size, most } of measured(model))
      if (size > most)
        yield { at, message: `${what} ${size} characters without white space; IAM accepts at most ${most}.` };
  },
};

interface Measured {
  readonly at: Location;
  /** With its verb: `Policy deploy has`. */
  readonly what: string;
  readonly size: number;
  readonly most: number;
}

function* measured({ policies, identities }: AccessModel): Generator<Measured> {
  for (const policy of policies)
    yield { at: policy, what: `Policy ${readable(policy.name)} has`, size: sizeOf(policy.document), most: MANAGED };
  for (const { kind, name, grants } of identities) {
    const inline = grants.filter((grant): grant is AttachedPolicy & { kind: "inline" } => grant.kind === "inline");
    const [first] = inline;
    if (!first) continue;
    const of = `of ${kind} ${readable(name)}`;
    const what =
      inline.length === 1 ? `The inline policy ${of} has` : `The ${inline.length} inline policies ${of} together have`;
    const size = inline.reduce((sum, { document }) => sum + sizeOf(document), 0);
    yield { at: first.document, what, size, most: INLINE[kind] };
  }
}

/** Each unknown part counts as one character: the true size is larger. */
const sizeOf = ({ document }: PolicyDocument): number => {
  const text = JSON.stringify(document);
  return /\s/.test(text) ? text.replace(/\s/g, "").length : text.length;
};
