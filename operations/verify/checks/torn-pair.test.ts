import { refusal, testWorld, USER_ARN } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { tornPair } from "./torn-pair";

const outcome = async (identity: () => unknown) => {
  const pairIdentity = async () => identity() as { Arn: string; $metadata: object };
  return outcomeOf(tornPair, await testWorld("", { account: { pairIdentity } }));
};
const refused =
  (...args: Parameters<typeof refusal>) =>
  () => {
    throw refusal(...args);
  };

it.each<[string, () => unknown, string, RegExp]>([
  ["the user's key", () => ({ Arn: USER_ARN }), "PASS", /works/],
  ["somebody else's key", () => ({ Arn: "arn:aws:iam::1:user/x" }), "FAIL", /belongs to arn:aws:iam::1:user\/x/],
  ["a wrong secret", refused("rejected", "SignatureDoesNotMatch"), "FAIL", /a torn pair/],
  ["a key that is off", refused("rejected", "InvalidClientTokenId"), "SKIP", /check parameter-key/],
  ["no answer", refused("timeout"), "FAIL", /It is timeout/],
])("%s", async (_, identity, status, why) =>
  expect(await outcome(identity)).toEqual({ status, why: expect.stringMatching(why) }),
);
