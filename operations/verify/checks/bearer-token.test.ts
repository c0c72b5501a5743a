import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { bearerToken } from "./bearer-token";

it.each([
  [{}, "PASS"],
  [{ AWS_BEARER_TOKEN_BEDROCK: "secret" }, "SKIP"],
])("with %j: %s, and never prints it", async (env, status) => {
  const outcome = await outcomeOf(bearerToken, await testWorld("", { over: { env } }));
  expect([outcome.status, outcome.why]).toEqual([status, expect.not.stringContaining("secret")]);
});
