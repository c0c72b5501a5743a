import type { AccessModel, AttachedPolicy, Identity, Location, PolicyDocument } from "../../model";
import type { Rule } from "../../rule";
import { readable } from "../../text";

/**
 * Characters without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
const MANAGED = 6_144;
const INLINE: Record<Identity["kind"], number> = { role: 10_240, user: 2_048, group: 5_120 };

export const policySize: Rule = {
  id: "policy-size",
  area: "permission",
  severity: "error",
  what: "A policy is longer than IAM accepts.",
  why: "Terraform plans it, and AWS refuses it on apply.",
  fix: "Divide it into several managed policies, or name fewer resources.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length",
  *check(model) {
    for (const { at, what, size, most } of measured(model))
      if (size > most)
        yield { at, message: `${what} has ${size} characters without white space, more than IAM's ${most}` };
  },
};

interface Measured {
  readonly at: Location;
  readonly what: string;
  readonly size: number;
  readonly most: number;
}

function* measured({ policies, identities }: AccessModel): Generator<Measured> {
  for (const policy of policies)
    yield { at: policy, what: `policy ${readable(policy.name)}`, size: sizeOf(policy.document), most: MANAGED };
  for (const { kind, name, grants } of identities) {
    const inline = grants.filter((grant): grant is AttachedPolicy & { kind: "inline" } => grant.kind === "inline");
    const [first] = inline;
    if (!first) continue;
    const what = inline.length === 1 ? "the inline policy" : `the ${inline.length} inline policies together`;
    const size = inline.reduce((sum, { document }) => sum + sizeOf(document), 0);
    yield { at: first.document, what: `${what} of ${kind} ${readable(name)}`, size, most: INLINE[kind] };
  }
}

/** Each unknown part counts as one character: the true size is larger. */
const sizeOf = ({ document }: PolicyDocument): number => {
  const text = JSON.stringify(document);
  return /\s/.test(text) ? text.replace(/\s/g, "").length : text.length;
};
