import { judged } from "../../support/testing";
import { notActionAllow } from "./not-action-allow";
import { policyOf } from "./support/testing";

it("finds an Allow with NotAction", async () => {
  const statement = { Sid: "Power", Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" };
  expect(await judged(notActionAllow, policyOf(statement))).toEqual([
    'warning aws_iam_policy.p: Statement "Power" grants every action except iam:*, organizations:* on *.',
  ]);
});

it("accepts a Deny with NotAction, as used to close regions", async () => {
  const Condition = { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } };
  expect(
    await judged(notActionAllow, policyOf({ Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition })),
  ).toEqual([]);
});
