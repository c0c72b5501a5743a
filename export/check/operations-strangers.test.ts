import type { AccessModel } from "@openhands-aws/guard";
import { assumeRole } from "@openhands-aws/guard/policy/assume-role";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { compilePolicy } from "@openhands-aws/guard/policy/policy";
import type { Requester } from "@openhands-aws/guard/policy/requester";
import { asPartial, known } from "@openhands-aws/guard/text";
import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { renderStacks } from "../render/json";
import { stackFindings, stackModel } from "./stack-findings";

const OWN = "123456789012";
const ALICE = `arn:aws:iam::${OWN}:user/alice`;
const VERBS = ["verify", "rotate", "revoke", "rollback", "issuer"];
const YAML = `
github: {repositories: [{name: boxp/arch, id: 1, ownerId: 2}]}
kubernetes:
  identity: {cluster: self-hosted, issuer: {url: https://oidc.example.com, bucket: octo-issuer}}
  terraform: {}
operations:
  roles:
    verify: {subjects: [{branch: main, workflows: [review.yml]}], cluster: [{group: oncall}]}
    rotate: {principals: ["${ALICE}"], cluster: [{group: oncall}]}
    revoke: {principals: ["${ALICE}"]}
    rollback: {principals: ["${ALICE}"], cluster: [{group: oncall}]}
    issuer: {principals: ["${ALICE}"], cluster: [{group: oncall}]}
`;
const config = testConfig(YAML, "openhands.yaml");
const rendered = renderStacks(synthesizeAll(config));
const all = { not: false, patterns: [asPartial("*")] };
const EVERYTHING = compilePolicy("everything", [{ effect: "Allow", actions: all, resources: all, conditions: [] }]);

let model: AccessModel;
beforeAll(async () => {
  model = await stackModel(rendered);
});

/** If every other policy allows the call. */
function assume(requester: Requester, verb: string, context: Record<string, string> = {}) {
  const role = model.identities.find(({ name }) => known(name) === `openhands-${verb}`);
  if (!role?.trust) throw new Error(verb);
  const trust = compilePolicy(role.address, role.trust.statements);
  const policies = { identity: [EVERYTHING] };
  return assumeRole({ requester, role: { arn: role.arn, trust }, context: contextOf(context), policies }).outcome;
}
const user = (arn: string): Requester => ({ kind: "user", arn });

it.each(["rotate", "revoke", "rollback", "issuer"])("%s: the named principal can assume the role", (verb) => {
  expect(assume(user(ALICE), verb)).toBe("allowed");
});

describe("a run of GitHub", () => {
  const issuer = "token.actions.githubusercontent.com";
  const run = (repository: string, branch: string, workflow: string) =>
    assume({ kind: "web-identity", issuer }, "verify", {
      [`${issuer}:aud`]: "sts.amazonaws.com",
      [`${issuer}:sub`]: `repo:${repository}:ref:refs/heads/${branch}`,
      [`${issuer}:job_workflow_ref`]: `${repository}/.github/workflows/${workflow}@refs/heads/${branch}`,
    });

  it("can assume the role of verify in the named workflow on the named branch", () => {
    expect(run("boxp/arch", "main", "review.yml")).toBe("allowed");
  });

  it.each([
    ["boxp/arch", "main", "other.yml"],
    ["boxp/arch", "topic", "review.yml"],
    ["boxp/fork", "main", "review.yml"],
  ])("cannot in %s on %s, in %s", (...where) => expect(run(...where)).toBe("denied"));
});

describe.each<[string, Requester]>([
  ["another user of the account", user(`arn:aws:iam::${OWN}:user/bob`)],
  ["the Bedrock user, whose key may be leaked", user(`arn:aws:iam::${OWN}:user/service/bedrock-openhands-user`)],
  ["OpenHands' runtime", { kind: "role", arn: `arn:aws:iam::${OWN}:role/openhands-runtime-role` }],
  ["a user of another account", user("arn:aws:iam::999999999990:user/alice")],
  ["an administrator of another account", { kind: "account", account: "999999999990" }],
  ["an anonymous caller", { kind: "anonymous" }],
  ["a service", { kind: "service", name: "ec2.amazonaws.com" }],
])("%s", (_, requester) => {
  it.each(VERBS)("cannot assume the role of %s", (verb) => expect(assume(requester, verb)).toBe("denied"));
});

it("passes the guard without a finding, even of the lowest severity", async () => {
  const findings = await stackFindings(rendered, config, "openhands.yaml", new Date("2026-11-21T00:00:00Z"));
  expect(findings.filter(({ file }) => /openhands-(?:operations|kubernetes)/.test(file))).toEqual([]);
});
