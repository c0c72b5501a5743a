import { judged } from "../../support/testing";
import { policySize } from "./policy-size";
import { allow, policyOf, roleWith } from "./support/testing";

const wide = (characters: number, from = 0) =>
  allow(
    "s3:GetObject",
    Array.from(
      { length: Math.ceil(characters / 50) },
      (_, at) => `arn:aws:s3:::bucket-${String(from + at).padStart(31, "0")}`,
    ),
  );

it("finds a managed policy that is too long", async () => {
  expect(await judged(policySize, policyOf(wide(7000)))).toEqual([
    "error aws_iam_policy.p: Policy p has 7654 characters without white space; IAM accepts at most 6144.",
  ]);
});

it("does not count white space", async () => {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [wide(5000)] }, null, 40);
  expect(policy.length).toBeGreaterThan(6144);
  expect(await judged(policySize, JSON.stringify({ resource: { aws_iam_policy: { p: { policy } } } }))).toEqual([]);
});

it("adds up the inline policies of a role", async () => {
  const second = { role: "r", policy: JSON.stringify({ Version: "2012-10-17", Statement: wide(6000, 500) }) };
  const text = JSON.parse(roleWith([wide(6000)]));
  expect(await judged(policySize, JSON.stringify(text))).toEqual([]);
  text.resource.aws_iam_role_policy.q = second;
  expect(await judged(policySize, JSON.stringify(text))).toEqual([
    expect.stringMatching(
      /^error aws_iam_role_policy.p: The 2 inline policies of role r together have 13146 characters/,
    ),
  ]);
});

it("applies the lower limit of a user", async () => {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: wide(2500) });
  const text = JSON.stringify({
    resource: { aws_iam_user: { u: { name: "u" } }, aws_iam_user_policy: { p: { user: "u", policy } } },
  });
  expect(await judged(policySize, text)).toEqual([expect.stringContaining("IAM accepts at most 2048.")]);
});
