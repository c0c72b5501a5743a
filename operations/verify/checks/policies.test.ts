import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { policies } from "./policies";

/** @param change to what AWS holds, by the policy's name */
async function outcome(change: (name: string, document: object) => object) {
  const { expected } = await testWorld("");
  const named = (arn: unknown) => expected.policies.find((policy) => policy.arn === arn);
  const iam = {
    getPolicy: () => ({ Policy: { DefaultVersionId: "v3" } }),
    getPolicyVersion: ({ PolicyArn, VersionId }: { PolicyArn?: unknown; VersionId?: unknown }) => {
      expect(VersionId).toBe("v3");
      const { name = "", document } = named(PolicyArn) ?? {};
      return { PolicyVersion: { Document: encodeURIComponent(JSON.stringify(change(name, document as object))) } };
    },
  };
  return outcomeOf(policies, await testWorld("", { iam }));
}

it("compares the default version of each", async () => {
  expect(await outcome((_, document) => document)).toMatchObject({ status: "PASS" });
});

it("names the policy and the statement that differ", async () => {
  const widened = await outcome((name, document) =>
    name === "openhands-s3-access" ? JSON.parse(JSON.stringify(document).replace("s3:ListBucket", "s3:*")) : document,
  );
  expect(widened).toEqual({
    status: "FAIL",
    why: 'Policy openhands-s3-access: statement ListBucket differs: Action is "s3:*", exported is "s3:ListBucket".',
  });
});

it("fails where there is none", async () => {
  const getPolicy = () => {
    throw refusal("not-found");
  };
  expect(await outcomeOf(policies, await testWorld("", { iam: { getPolicy } }))).toMatchObject({
    status: "FAIL",
    why: expect.stringContaining("There is no policy arn:aws:iam::123456789012:policy/bedrock-openhands-policy."),
  });
});
