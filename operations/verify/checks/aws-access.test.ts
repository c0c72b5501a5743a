import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { awsAccess } from "./aws-access";

const outcome = async (caller: () => object) => {
  const account = { caller: async () => caller() as { $metadata: object } };
  return outcomeOf(awsAccess, await testWorld("aws: {account: '123456789012'}", { account }));
};

it("says who you are", async () =>
  expect(await outcome(() => ({ Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/me" }))).toEqual({
    status: "PASS",
    why: "You are arn:aws:iam::123456789012:user/me.",
  }));

it.each<[string, () => object, RegExp]>([
  ["another account", () => ({ Account: "999999999999", Arn: "me" }), /of account 999999999999; the config is for/],
  [
    "no credentials",
    () => {
      throw refusal("no-credentials");
    },
    /no-credentials/,
  ],
])("fails with %s", async (_, caller, why) =>
  expect(await outcome(caller)).toEqual({ status: "FAIL", why: expect.stringMatching(why) }),
);
