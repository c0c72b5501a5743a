import { judged } from "../../support/testing";
import { longLivedAccessKey as rule } from "./long-lived-access-key";

const key = (line = "") => `resource "aws_iam_access_key" "ci" {\n  user = "ci"\n  ${line}\n}`;

it("reports an access key, and that the state contains its secret", async () => {
  expect(await judged(rule, key())).toEqual([
    "info aws_iam_access_key.ci: User ci has an access key, whose secret is in Terraform's state.",
  ]);
  expect(await judged(rule, key('pgp_key = "keybase:ops"'))).toEqual([
    "info aws_iam_access_key.ci: User ci has an access key.",
  ]);
});

it("accepts an inactive key", async () => expect(await judged(rule, key('status = "Inactive"'))).toEqual([]));
