import { KEY, key, refusal, testWorld, USER_ARN } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { tornPair } from "./torn-pair";

const outcome = async (identity: () => unknown, status: "Active" | "Inactive" = "Active") => {
  const pairIdentity = async () => identity() as { Arn: string; $metadata: object };
  const iam = { listAccessKeys: () => ({ AccessKeyMetadata: [key(KEY, status)] }) };
  return outcomeOf(tornPair, await testWorld("", { account: { pairIdentity }, iam }));
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
  ["a key that AWS does not know yet", refused("rejected", "InvalidClientTokenId"), "FAIL", /needs up to a minute/],
  ["no answer", refused("timeout"), "FAIL", /It is timeout/],
])("%s", async (_, identity, status, why) =>
  expect(await outcome(identity)).toEqual({ status, why: expect.stringMatching(why) }),
);

it("leaves it to parameter-key to say that the key is off", async () =>
  expect(await outcome(refused("rejected", "InvalidClientTokenId"), "Inactive")).toEqual({
    status: "SKIP",
    why: expect.stringContaining("check parameter-key"),
  }));
