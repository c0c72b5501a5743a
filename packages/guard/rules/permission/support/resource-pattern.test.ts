import { contextOf } from "../../../policy/context";
import { evaluate } from "../../../policy/evaluate";
import { compilePolicy } from "../../../policy/policy";
import { asPartial } from "../../../text";
import { resourcePattern } from "./resource-pattern";

const OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";

/** What the evaluator decides for an object of a bucket. */
function evaluated(pattern: string) {
  const statement = {
    effect: "Allow" as const,
    actions: { not: false, patterns: [asPartial("s3:GetObject")] },
    resources: { not: false, patterns: [asPartial(pattern)] },
    conditions: [],
  };
  const asked = {
    requester: { kind: "role" as const, arn: "arn:aws:iam::123456789012:role/r" },
    action: "s3:GetObject",
    resource: "arn:aws:s3:::data/key",
    context: contextOf({}),
  };
  return evaluate(asked, { identity: [compilePolicy("p", [statement])] }).outcome;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
it.each([
  ["arn:aws:s3", "allowed", true],
  ["arn:aws:s3:", "allowed", true],
  ["arn:aws:s3::", "allowed", true],
  ["arn:aws:s3:*", "allowed", true],
  ["arn:aws:s3*", "allowed", true],
  ["arn:aws:*", "allowed", true],
  ["arn:aws", "allowed", true],
  ["arn:*", "allowed", true],
  ["arn:aws:s3:::*", "allowed", true],
  ["*", "allowed", true],
  // An ARN with all its fields, the last of which is empty; and texts that AWS rejects.
  ["arn:aws:s3:::", "denied", false],
  ["arn:aws:sqs", "denied", false],
  ["arn:aws:s3:us-east-1", "denied", false],
  ["arn", "denied", false],
])("treats %s as the evaluator does: %s", (pattern, outcome, everything) => {
  const { mayMatch, matchesEveryName } = resourcePattern(pattern);
  expect([evaluated(pattern), mayMatch(OBJECT), matchesEveryName(OBJECT)]).toEqual([outcome, everything, everything]);
});

it("does not treat a wildcard that may span colons as matching everything", () => {
  const { mayMatch, matchesEveryName } = resourcePattern("arn:aws:s3:::data*");
  expect([mayMatch(OBJECT), matchesEveryName(OBJECT)]).toEqual([true, false]);
  expect(resourcePattern("arn:aws:s3:d*").mayMatch(OBJECT)).toBe(evaluated("arn:aws:s3:d*") !== "denied");
});
