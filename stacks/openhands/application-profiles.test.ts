import { loadCatalogue, parsePrincipal } from "@openhands-aws/guard";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { evaluate } from "@openhands-aws/guard/policy/evaluate";
import { policiesOf } from "@openhands-aws/guard/whocan/identity-policies";
import { identityOf } from "@openhands-aws/guard/whocan/principal";
import { proveStacks } from "../../export/check/prove-stacks";
import { stackFindings, stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { needsOf, synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";

const USER = "arn:aws:iam::123456789012:user/service/bedrock-openhands-user";
const SONNET = "anthropic.claude-sonnet-4-6";
const SYSTEM = `arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.${SONNET}`;
const OWN = "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1b2c3d4e5f6";
const NAMED = `profileName: agents, profileArn: "${OWN}"`;
const yaml = (model: string) => `bedrock: {models: [{id: ${SONNET}, profile: application, ${model}}]}`;
const config = (model: string, more = "") => testConfig(`${yaml(model)}\n${more}`, "openhands.yaml");
const rendered = (model: string) => renderStacks(synthesizeAll(config(model)));
const json = (model: string) => JSON.parse(rendered(model).get("openhands") ?? "");

/** Whether Bedrock accepts an invocation: it checks the profile, and the model in the region that the profile picks. */
async function invokes(model: string, profile: string): Promise<string[]> {
  const principal = parsePrincipal(USER);
  const identity = principal && identityOf(await stackModel(rendered(model)), principal);
  if (!identity) throw new Error(USER);
  const requester = { kind: "user", arn: USER } as const;
  return [profile, `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`].map((resource) => {
    const context = contextOf({ "bedrock:InferenceProfileArn": profile });
    return evaluate({ requester, action: "bedrock:InvokeModel", resource, context }, policiesOf(identity)).outcome;
  });
}

it.each([
  ["one that exists", `profileArn: "${OWN}"`],
  ["one that is created", NAMED],
])("is the only way to the model: %s", async (_, model) => {
  expect(await invokes(model, OWN)).toEqual(["allowed", "allowed"]);
  expect(await invokes(model, SYSTEM)).toEqual(["denied", "denied"]);
});

it("is not used before its ARN is known", async () => {
  expect(await invokes("profileName: agents", SYSTEM)).toEqual(["allowed", "allowed"]);
  expect(await invokes("profileName: agents", OWN)).toEqual(["denied", "denied"]);
  const { aws_ssm_parameter } = json("profileName: agents").resource;
  expect(aws_ssm_parameter.openhands_config_bedrock_model_id.value).toBe(`us.${SONNET}`);
  expect(json(NAMED).resource.aws_ssm_parameter.openhands_config_bedrock_model_id.value).toBe(OWN);
});

it("is created where Bedrock is called, with the provider's own region where that is the same", () => {
  const profileOf = ({ resource }: ReturnType<typeof json>) =>
    resource.aws_bedrock_inference_profile.anthropic_claude_sonnet_4_6;
  expect(profileOf(json("profileName: agents")).provider).toBe("aws.bedrock");
  const near = config("profileName: agents", "aws: {region: us-west-2}");
  const { provider, ...others } = JSON.parse(renderStacks(synthesizeAll(near)).get("openhands") ?? "");
  expect(profileOf({ provider, ...others }).provider).toBeUndefined();
  expect(provider.aws).toHaveLength(1);
});

it("is not created where it exists", () => {
  const { resource, output } = json(`profileArn: "${OWN}"`);
  expect(resource.aws_bedrock_inference_profile).toBeUndefined();
  expect(output.application_profile_arns).toBeUndefined();
});

it("gives the guard nothing to fix, and grants no more than intended", async () => {
  for (const model of [NAMED, "profileName: agents", `from: none, profileArn: "${OWN}"`]) {
    const now = new Date("2026-11-21T00:00:00Z");
    const findings = await stackFindings(rendered(model), config(model), "openhands.yaml", now);
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    const proofs = await proveStacks(rendered(model), needsOf(config(model)), await loadCatalogue("all"));
    const principals = [...proofs.values()].flatMap((proof) => proof.principals);
    expect(principals.flatMap(({ missing, undeclared }) => [...missing, ...undeclared])).toEqual([]);
  }
});
