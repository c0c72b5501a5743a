import { judged } from "../../support/testing";
import { allow, policyOf } from "./support/testing";
import { voidResource } from "./void-resource";

const said = (...statements: object[]) => judged(voidResource, policyOf(...statements));
const BUCKET = "arn:aws:s3:::data";

it("names the combinations that grant nothing", async () => {
  expect(await said(allow(["s3:GetObject", "s3:ListBucket"], [BUCKET, `${BUCKET}/*`]))).toEqual([
    `info aws_iam_policy.p: Statement 0 contains combinations that grant nothing: s3:GetObject on ${BUCKET}, s3:ListBucket on ${BUCKET}/*.`,
  ]);
});

it("finds a resource that no action of the statement supports", async () => {
  expect(await said(allow("s3:GetObject", [BUCKET, `${BUCKET}/*`]))).toHaveLength(1);
});

it.each([
  ["a statement for each kind", [allow("s3:GetObject", `${BUCKET}/*`), allow("s3:ListBucket", BUCKET)]],
  ["a wildcard over both kinds", [allow("s3:*", [BUCKET, `${BUCKET}/*`])]],
  ["an action without any effect, which is left to another rule", [allow("s3:GetObject", [BUCKET, "arn:aws:s3:::b"])]],
  ["several resources of one kind", [allow("s3:GetObject", [`${BUCKET}/a/*`, `${BUCKET}/b/*`])]],
])("accepts %s", async (_name, statements) => {
  expect(await said(...statements)).toEqual([]);
});
