import { judged } from "../../support/testing";
import { managedPolicyQuota } from "./managed-policy-quota";

const attached = (count: number) =>
  judged(
    managedPolicyQuota,
    `resource "aws_iam_role" "r" {
       name               = "r"
       assume_role_policy = "{}"
     }
     resource "aws_iam_role_policy_attachment" "a" {
       count      = ${count}
       role       = aws_iam_role.r.name
       policy_arn = "arn:aws:iam::123456789012:policy/p\${count.index}"
     }`,
  );

it("finds more than the default quota", async () => {
  expect(await attached(11)).toEqual([
    "warning aws_iam_role.r: Role r has 11 managed policies; the default quota is 10.",
  ]);
  expect(await attached(21)).toEqual([expect.stringMatching(/^error /)]);
});

it("accepts ten", async () => {
  expect(await attached(10)).toEqual([]);
});
