import { parsePrincipal } from "@openhands-aws/guard";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { evaluate } from "@openhands-aws/guard/policy/evaluate";
import { policiesOf } from "@openhands-aws/guard/whocan/identity-policies";
import { identityOf } from "@openhands-aws/guard/whocan/principal";
import { stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";

const KEY =
  "runtime: {refresher: false}\nbedrock: {apiKey: {parameter: /bedrock/api-key}}\nexternalSecrets: {role: eso}";
const USER = "user/service/bedrock-openhands-user";

/** Whether a principal may call Bedrock with an API key of that kind. */
async function decide(yaml: string, name: string, kind: string): Promise<string> {
  const arn = `arn:aws:iam::123456789012:${name}`;
  const principal = parsePrincipal(arn);
  const model = await stackModel(renderStacks(synthesizeAll(testConfig(yaml, "openhands.yaml"))));
  const identity = principal && identityOf(model, principal);
  if (!identity?.declared) throw new Error(`${arn} is not declared.`);
  const request = {
    requester: { kind: "user", arn } as const,
    action: "bedrock:CallWithBearerToken",
    resource: "*",
    context: contextOf({ "bedrock:bearerTokenType": kind }),
  };
  return evaluate(request, policiesOf(identity)).outcome;
}

it.each([
  ["the Bedrock user may with a long-term key", KEY, USER, "LONG_TERM", "allowed"],
  ["the Bedrock user may not with a key made of its other credentials", KEY, USER, "SHORT_TERM", "denied"],
  ["without bedrock.apiKey, the Bedrock user may not", "externalSecrets: {role: eso}", USER, "LONG_TERM", "denied"],
])("%s", async (_, yaml, name, kind, expected) => {
  expect(await decide(yaml, name, kind)).toBe(expected);
});
