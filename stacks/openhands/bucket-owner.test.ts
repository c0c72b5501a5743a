import { parsePrincipal } from "@openhands-aws/guard";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { evaluate } from "@openhands-aws/guard/policy/evaluate";
import { parsePolicy } from "@openhands-aws/guard/policy/parse";
import { compilePolicy } from "@openhands-aws/guard/policy/policy";
import { policiesOf } from "@openhands-aws/guard/whocan/identity-policies";
import { identityOf } from "@openhands-aws/guard/whocan/principal";
import { stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { sessionPolicy } from "./refresher";

const ROLE = "arn:aws:iam::123456789012:role/openhands-session-role";
const CONFIG = testConfig("runtime: {bucket: agents-data, refresher: {}}", "openhands.yaml");
const OURS = "123456789012";
const THEIRS = "111122223333";

/** What a session of the refresher may do with a bucket of that name. */
async function decide(action: string, resource: string, owner: string): Promise<string> {
  const principal = parsePrincipal(ROLE);
  const identity = principal && identityOf(await stackModel(renderStacks(synthesizeAll(CONFIG))), principal);
  if (!identity) throw new Error(ROLE);
  const { statements } = parsePolicy(JSON.parse(sessionPolicy(CONFIG)), "identity");
  const policies = { ...policiesOf(identity), session: [compilePolicy("session", statements)] };
  const requester = { kind: "role", arn: ROLE, session: "openhands-1" } as const;
  const context = contextOf({ "aws:RequestedRegion": "ap-northeast-1", "aws:ResourceAccount": owner });
  return evaluate({ requester, action, resource, context }, policies).outcome;
}

it.each([
  ["s3:ListBucket", "arn:aws:s3:::agents-data"],
  ["s3:GetObject", "arn:aws:s3:::agents-data/a"],
  ["s3:PutObject", "arn:aws:s3:::agents-data/a"],
])("%s works on the account's bucket, and not on one of that name in another account", async (action, resource) => {
  expect(await decide(action, resource, OURS)).toBe("allowed");
  expect(await decide(action, resource, THEIRS)).toBe("denied");
});

it.each([
  ["hardened", true],
  ["as-designed", false],
])("%s: the grants of openhands-deploy ask whose the bucket is: %s", (posture, asks) => {
  const deploy = "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}";
  const stack = renderStacks(synthesizeAll(testConfig(`posture: ${posture}\n${deploy}`, "openhands.yaml"))).get(
    "openhands-deploy",
  );
  expect(stack).toContain("s3:PutObject");
  expect(stack?.includes("aws:ResourceAccount")).toBe(asks);
});
