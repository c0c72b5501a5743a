import { judged } from "../../support/testing";
import { malformedPolicy } from "./malformed-policy";
import { allow, policyOf } from "./support/testing";

it.each([
  [
    "a misspelt element",
    { Effect: "Allow", Actions: "s3:GetObject", Resource: "*" },
    'Statement[0] has the unknown element "Actions"',
  ],
  ["a principal", { ...allow("s3:GetObject", "*"), Principal: "*" }, "Statement[0] must not have Principal"],
  [
    "an operator that does not exist",
    allow("s3:GetObject", "*", { Condition: { StringEqual: { "aws:username": "a" } } }),
    "Statement[0].Condition.StringEqual is not an AWS condition operator",
  ],
])("finds %s", async (_name, statement, message) => {
  expect(await judged(malformedPolicy, policyOf(statement))).toEqual(
    expect.arrayContaining([expect.stringContaining(`error aws_iam_policy.p: The argument policy: ${message}`)]),
  );
});

it("finds a policy without statements, and one that is not JSON", async () => {
  const hcl = `
    resource "aws_iam_policy" "empty" { policy = jsonencode({ Version = "2012-10-17", Statement = [] }) }
    resource "aws_iam_policy" "broken" { policy = "{ \\"Version\\": " }`;
  const found = await judged(malformedPolicy, hcl);
  expect(found.map((text) => text.split(":")[0])).toEqual([
    "error aws_iam_policy.empty",
    "error aws_iam_policy.broken",
  ]);
});

it("reports an empty policy as info", async () => {
  expect(await judged(malformedPolicy, 'resource "aws_iam_policy" "p" { policy = "" }')).toEqual([
    expect.stringMatching(/^info /),
  ]);
});

it("finds two statements with the same Sid", async () => {
  const found = await judged(
    malformedPolicy,
    policyOf(allow("s3:GetObject", "*", { Sid: "A" }), allow("s3:PutObject", "*", { Sid: "A" })),
  );
  expect(found).toEqual(["error aws_iam_policy.p: The argument policy has more than one statement with the Sid A."]);
});

it("does not take Sids that are not known for the same", async () => {
  const sids = ["${var.a}", "${var.b}"].map((Sid) => allow("s3:GetObject", "*", { Sid }));
  expect(await judged(malformedPolicy, policyOf(...sids))).toEqual([]);
});

it("accepts what AWS accepts", async () => {
  expect(
    await judged(
      malformedPolicy,
      policyOf(allow("s3:GetObject", "*", { Sid: "A" }), allow("s3:PutObject", "*", { Sid: "" })),
    ),
  ).toEqual([]);
});
