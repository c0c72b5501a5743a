import { judged } from "../../support/testing";
import { notResourceAllow } from "./not-resource-allow";
import { policyOf } from "./support/testing";

it("finds an Allow with NotResource", async () => {
  const statement = { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" };
  expect(await judged(notResourceAllow, policyOf(statement))).toEqual([
    "warning aws_iam_policy.p: Statement 0 grants s3:GetObject on every resource except arn:aws:s3:::secret/*.",
  ]);
});

it("accepts a Deny with NotResource", async () => {
  const statement = { Effect: "Deny", Action: "s3:*", NotResource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"] };
  expect(await judged(notResourceAllow, policyOf(statement))).toEqual([]);
});
