import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { apiKeys } from "./api-keys";

const credential = { ServiceSpecificCredentialId: "ACCA1", ServiceName: "bedrock.amazonaws.com", Status: "Active" };
const outcome = async (yaml: string, found: object[]) => {
  const iam = { listServiceSpecificCredentials: () => ({ ServiceSpecificCredentials: found }) };
  return outcomeOf(apiKeys, await testWorld(yaml, { iam }));
};

it("wants none", async () => {
  expect(await outcome("", [])).toMatchObject({ status: "PASS" });
  expect(await outcome("", [credential])).toMatchObject({ status: "FAIL", why: expect.stringContaining("ACCA1") });
});

it("leaves them to the owner where the config has one", async () =>
  expect(await outcome("bedrock: {apiKey: {parameter: api-key}}", [credential])).toMatchObject({ status: "SKIP" }));
