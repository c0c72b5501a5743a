import { UNKNOWN } from "../text";
import { arnComponents, arnMatcher, resourceMatcher, sameArn } from "./arn";
import { wildcardCodes } from "./wildcard";

it.each([
  ["arn:aws:s3:::b/a:c", ["arn", "aws", "s3", "", "", "b/a:c"]],
  ["arn:aws:s3", ["arn", "aws", "s3"]],
  ["", [""]],
])("splits %s", (arn, components) => expect(arnComponents(arn)).toEqual(components));

describe("resources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html", () => {
  it.each([
    ["arn:aws:sqs:us-*-1:123456789012:q", "arn:aws:sqs:us-east-1:123456789012:q", true],
    ["arn:aws:sqs:us-*-1:123456789012:q", "arn:aws:sqs:us-east:a-1:123456789012:q", "unknown"],
    ["arn:aws:sqs:us-*-1:123456789012:q", "arn:aws:sqs:us-east-2:123456789012:q", false],
    ["arn:aws:sqs:us*:123456789012:q", "arn:aws:sqs:us-east:a-1:123456789012:q", true],
    ["arn:aws:sqs:us-east?1:123456789012:q", "arn:aws:sqs:us-east:1:123456789012:q", "unknown"],
    ["arn:*", "arn:aws:sqs:us-east-1:123456789012:q", true],
    ["arn:aws:s3:::b/*a?c*d", "arn:aws:s3:::b/1:a:c:d", true],
  ])("%s on %s: %j", (pattern, resource, expected) =>
    expect(resourceMatcher(wildcardCodes(pattern))(resource)).toBe(expected),
  );
});

it("cannot decide on a text that is wholly unknown", () => {
  expect(arnMatcher(wildcardCodes("arn:aws:s3:::b"))(UNKNOWN)).toBe("unknown");
  expect(arnMatcher(wildcardCodes("arn:aws:s3:::b"))("b")).toBe(false);
});

it.each([
  ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/a", true],
  [`arn:aws:iam::${UNKNOWN}:role/a`, `arn:aws:iam::${UNKNOWN}:role/a`, true],
  [`arn:aws:iam::${UNKNOWN}:role/a`, `arn:aws:iam::${UNKNOWN}:role/b`, false],
  [`arn:aws:iam::${UNKNOWN}:role/a`, "arn:aws:iam::123456789012:role/a", "unknown"],
  [`arn:aws:iam::123456789012:role/${UNKNOWN}`, `arn:aws:iam::123456789012:role/${UNKNOWN}`, "unknown"],
  [UNKNOWN, UNKNOWN, "unknown"],
])("%s and %s are the same: %j", (left, right, expected) => expect(sameArn(left, right)).toBe(expected));
