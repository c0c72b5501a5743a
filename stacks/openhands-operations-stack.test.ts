import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";

const ALICE = "arn:aws:iam::123456789012:user/alice";
const operations = (roles: string) => `operations: {roles: {${roles}}}\n`;
const REVOKE = operations(`revoke: {principals: ["${ALICE}"]}`);

interface Document {
  readonly statement: readonly {
    readonly sid?: string;
    readonly actions: readonly string[];
    readonly resources?: readonly string[];
    readonly principals?: readonly object[];
  }[];
}
interface Blocks {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly data: { readonly aws_iam_policy_document: Record<string, Document> };
  readonly output: Record<string, object>;
}
const stackOf = (yaml: string) =>
  synthesizeAll(testConfig(yaml, "openhands.yaml")).get("openhands-operations") as unknown as Blocks;

it("exists only if the config asks for it, and is nothing as designed", () => {
  const stacks = (yaml: string) => [...synthesizeAll(testConfig(yaml, "openhands.yaml")).keys()];
  expect(stacks("")).toEqual(["openhands"]);
  expect(stacks(REVOKE)).toEqual(["openhands", "openhands-operations"]);
  expect(stacks(`posture: as-designed\n${REVOKE}`)).toEqual(["openhands"]);
});

it("changes nothing in the other stacks", () => {
  const openhands = (yaml: string) => synthesizeAll(testConfig(yaml, "openhands.yaml")).get("openhands");
  expect(openhands(REVOKE)).toEqual(openhands(""));
});

it("creates a role and a policy for each verb that has one, and no other", () => {
  const { resource, output } = stackOf(REVOKE);
  expect(Object.keys(resource[IamRole.tfResourceType] ?? {})).toEqual(["revoke"]);
  expect(resource[IamPolicy.tfResourceType]?.revoke).toMatchObject({ name: "openhands-revoke" });
  expect(Object.keys(output)).toEqual(["revoke_role_arn"]);
});

it("trusts the named principals and runs, and nobody else", () => {
  const trust = (roles: string) => stackOf(operations(roles)).data.aws_iam_policy_document.verify_trust?.statement;
  const principals = `principals: ["${ALICE}"]`;
  const ofAlice = { actions: ["sts:AssumeRole"], principals: [{ type: "AWS", identifiers: [ALICE] }] };
  const ofGithub = { actions: ["sts:AssumeRoleWithWebIdentity"] };
  expect(trust(`verify: {${principals}}`)).toMatchObject([ofAlice]);
  expect(trust("verify: {subjects: [{branch: main}]}")).toMatchObject([ofGithub]);
  expect(trust(`verify: {${principals}, subjects: [{branch: main}]}`)).toMatchObject([ofAlice, ofGithub]);
});

it("lets revoke and rollback reach the role of the sessions, where the access key leads to it", () => {
  const sids = (verb: string, yaml: string) =>
    stackOf(`${yaml}\n${operations(`${verb}: {principals: ["${ALICE}"]}`)}`).data.aws_iam_policy_document[
      verb
    ]?.statement.map(({ sid }) => sid);
  const refreshed = "runtime: {refresher: {}}";
  expect(sids("revoke", "")).not.toContain("CutOffRoles");
  expect(sids("revoke", refreshed)).toContain("CutOffRoles");
  expect(sids("rollback", refreshed)).toContain("LiftDenyOfRoles");
  // It is written before anything is removed, and must not take the right to remove it away.
  expect(sids("rollback", `${refreshed}\nbedrock: {rollback: true}`)).toContain("LiftDenyOfRoles");
});
