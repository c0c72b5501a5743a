import { join } from "node:path";
import { PROJECT } from "../../project";
import { describeEmbedded } from "../support/embedded";
import { Bystanders } from "./support/bystanders";
import { killAt } from "./support/kill-at";
import { killAtCall } from "./support/kill-at-call";
import type { Moment } from "./support/launcher";
import { pointsOf } from "./support/points";
import { TerraformInstallation } from "./support/terraform-installation";

const USER = "bedrock-openhands-user";
/** Calls of terraform at which it is killed, and what is still to be deleted then. */
const POINTS = pointsOf(
  ["DeleteParameter#2", "aws_ssm_parameter.bedrock_"],
  ["DetachUserPolicy", "aws_iam_user_policy_attachment.bedrock_policy_attachment"],
  ["DeleteAccessKey", "aws_iam_access_key.bedrock_user_key"],
  ["DeletePolicy", "aws_iam_policy.bedrock_policy"],
  ["DeleteUser", "aws_iam_user.bedrock_user"],
);

/** The user, the policy and the parameters of the six. */
const NAMES = [USER, "bedrock-openhands-policy", "bedrock-access-key-id", "bedrock-secret-access-key"];

/** What the design has besides the six. */
const KEPT = [
  "aws_iam_openid_connect_provider.github_actions",
  "aws_iam_policy.openhands_s3_access",
  "aws_iam_role.openhands_runtime",
  "aws_iam_role_policy_attachment.openhands_s3_access",
];

// Each test goes on from where the one before ended.
describeEmbedded("revoke, then rollback, then forward again", () => {
  let installation: TerraformInstallation;
  let bystanders: Bystanders;
  beforeAll(async () => {
    installation = await TerraformInstallation.start();
    bystanders = new Bystanders(installation.launcher);
    await bystanders.create();
  }, 120_000);
  afterAll(() => installation?.stop());

  const statuses = async () =>
    (await installation.iam.listAccessKeys({ UserName: USER })).AccessKeyMetadata?.map(({ Status }) => Status);
  const failures = ({ steps }: Awaited<ReturnType<TerraformInstallation["rollBack"]>>) =>
    steps.flatMap(({ status, evidence }) => (status === "FAIL" ? evidence : []));
  const plans = async () => {
    const { code, text } = await installation.terraform.plan();
    return code === 0 ? "No changes" : text;
  };

  it("after revoke, terraform plans no change and the key stays off", async () => {
    const { steps } = await installation.revoke();
    expect(steps.filter(({ status }) => status === "FAIL")).toEqual([]);
    expect(await plans()).toBe("No changes");
    await installation.terraform.apply();
    expect(await statuses()).toEqual(["Inactive"]);
  }, 120_000);

  it("shows what it would do, and does nothing", async () => {
    await installation.launcher.reset();
    const before = installation.read();
    const { steps } = await installation.rollBack(false);
    expect(steps.map(({ status, step }) => `${status} ${step}`)).toEqual([
      "DONE nothing else uses what is removed",
      "TODO the config says that it is rolled back",
      "TODO the exported files no longer have it",
      "TODO Terraform removes it",
    ]);
    expect(installation.read()).toBe(before);
  }, 60_000);

  it("stops where something else uses the user or the policy, and changes nothing", async () => {
    const { iam } = installation;
    const PolicyArn = "arn:aws:iam::123456789012:policy/bedrock-openhands-policy";
    await iam.createGroup({ GroupName: "team" });
    await iam.addUserToGroup({ GroupName: "team", UserName: USER });
    await iam.attachGroupPolicy({ GroupName: "team", PolicyArn });
    await iam.putUserPolicy({
      ...{ UserName: USER, PolicyName: "mine" },
      PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
    });
    const before = installation.read();
    const [why] = failures(await installation.rollBack());
    expect(why).toContain(`The user ${USER} is in the group team: remove it from there.`);
    expect(why).toContain(`The user ${USER} has the inline policy mine: delete it.`);
    expect(why).toContain(`The policy ${PolicyArn} is attached to the group team: detach it.`);
    expect(installation.read()).toBe(before);
    await iam.removeUserFromGroup({ GroupName: "team", UserName: USER });
    await iam.detachGroupPolicy({ GroupName: "team", PolicyArn });
    await iam.deleteUserPolicy({ UserName: USER, PolicyName: "mine" });
  }, 60_000);

  it("stops where terraform plans anything else", async () => {
    await installation.iam.updateRoleDescription({ RoleName: "openhands-runtime-role", Description: "changed" });
    const [why] = failures(await installation.rollBack());
    expect(why).toContain("Terraform also plans to update aws_iam_role.openhands_runtime. Nothing was destroyed.");
    expect(await statuses()).toEqual(["Inactive"]);
    await installation.iam.updateRoleDescription({ RoleName: "openhands-runtime-role", Description: "" });
  }, 60_000);

  const rollback = () => {
    const options = ["--yes", "--config", installation.config, "--terraform", installation.exported];
    return [join(PROJECT, "bin/openhands-aws"), "rollback", ...options];
  };
  const kill = async (number: number, moment: Moment) => {
    await installation.launcher.reset();
    return killAt(installation.launcher, number, moment, rollback());
  };

  it("can be killed at each of its own calls", async () => {
    const own = ["ListAccessKeys", "GetAccountAuthorizationDetails", "ListServiceSpecificCredentials", "GetUserPolicy"];
    for (const [index, action] of own.entries())
      for (const moment of ["before", "after"] as const)
        expect(await kill(index + 1, moment)).toMatchObject({ action });

    // What comes after the plan has a number that depends on terraform.
    await installation.launcher.reset();
    await installation.launcher.fault("DeleteUserPolicy", "error");
    expect(failures(await installation.rollBack())).toEqual([expect.stringContaining("iam:DeleteUserPolicy failed")]);
    const numbers = (await installation.launcher.calls()).filter(({ number }) => number);
    const deletes = numbers.find(({ action }) => action === "DeleteUserPolicy")?.number ?? 0;
    for (const [number, moment, action] of [
      [deletes - 1, "after", "GetUserPolicy"],
      [deletes, "before", "DeleteUserPolicy"],
      [deletes, "after", "DeleteUserPolicy"],
    ] as const)
      expect(await kill(number, moment)).toMatchObject({ action });
  }, 300_000);

  const addresses = async () =>
    (await installation.terraform.addresses()).filter((address) => !address.startsWith("data.")).sort();
  const goForward = async () => {
    installation.write("posture: as-designed\n");
    await installation.export();
    await installation.terraform.apply();
  };

  // The first one goes on with what was killed above.
  it.each(POINTS)(
    "reaches the end after terraform was killed at %s, and touches nothing else",
    async (point, address) => {
      if (point !== POINTS[0]?.[0]) await goForward();
      expect(await addresses()).toHaveLength(KEPT.length + 6);
      const others = await bystanders.look(NAMES);
      const { action, parameters } = await killAtCall(installation.launcher, point, rollback());
      expect(point).toContain(action);
      const target = parameters.Name ?? parameters.UserName ?? `${parameters.PolicyArn}`.split("/").at(-1);
      expect(NAMES).toContain(target);
      expect(JSON.stringify(await bystanders.look([]))).toContain(target);
      expect(await bystanders.look(NAMES)).toEqual(others);

      expect((await installation.rollBack()).steps.at(-1)).toMatchObject({
        step: "Terraform removes it",
        status: "CHANGED",
        evidence: expect.stringContaining(`delete ${address}`),
      });
      expect(await addresses()).toEqual(KEPT);
      expect(await bystanders.look([])).toEqual(others);

      expect(await installation.terraform.apply()).toContain("No changes.");
      const { steps } = await installation.rollBack();
      expect(steps.filter(({ status }) => status !== "DONE")).toEqual([]);
      expect(await bystanders.look([])).toEqual(others);
    },
    300_000,
  );

  it("comes back with the line removed, exported and applied", async () => {
    await goForward();
    expect(await statuses()).toEqual(["Active"]);
    expect(await plans()).toBe("No changes");
  }, 120_000);
});

const SESSION = "openhands-session-role";

/** The six, and what depends on them. */
const GONE = [
  "aws_iam_access_key.bedrock_user_key",
  "aws_iam_policy.bedrock_policy",
  "aws_iam_policy.external_secrets",
  "aws_iam_policy.openhands_refresher",
  "aws_iam_role.openhands_session",
  "aws_iam_role_policy_attachment.openhands_session_bedrock",
  "aws_iam_role_policy_attachment.openhands_session_config",
  "aws_iam_role_policy_attachment.openhands_session_s3",
  "aws_iam_user.bedrock_user",
  "aws_iam_user_policy_attachment.bedrock_policy_attachment",
  "aws_iam_user_policy_attachment.openhands_refresher",
  "aws_ssm_parameter.bedrock_access_key_id",
  "aws_ssm_parameter.bedrock_secret_access_key",
];

// Each test goes on from where the one before ended.
describeEmbedded("rollback with the refresher's sessions", () => {
  let installation: TerraformInstallation;
  let all: string[];
  beforeAll(async () => {
    installation = await TerraformInstallation.start("runtime: {bucket: openhands-data, refresher: {}}\n");
    all = await addresses();
  }, 120_000);
  afterAll(() => installation?.stop());

  const addresses = async () =>
    (await installation.terraform.addresses()).filter((address) => !address.startsWith("data.")).sort();
  const details = async () =>
    (await installation.iam.getAccountAuthorizationDetails({ Filter: ["Role"] })).RoleDetailList?.find(
      ({ RoleName }) => RoleName === SESSION,
    );

  it("removes the sessions' role before the user that it trusts, and all that is attached before what it is attached to", async () => {
    await installation.revoke();
    expect((await details())?.RolePolicyList).toHaveLength(1);
    await installation.launcher.reset();
    const { steps } = await installation.rollBack();
    expect(steps.filter(({ status }) => status === "FAIL")).toEqual([]);
    const left = await addresses();
    expect(all.filter((address) => !left.includes(address))).toEqual(GONE);
    expect(left.filter((address) => !all.includes(address))).toEqual([]);

    const calls = (await installation.launcher.calls()).filter(({ status }) => status === 200);
    const when = (action: string, named: string) =>
      calls.flatMap((call, at) =>
        call.action === action && JSON.stringify(call.parameters).includes(named) ? at : [],
      );
    const [roleGone = 0] = when("DeleteRole", SESSION);
    const [userGone = 0] = when("DeleteUser", USER);
    const ofRole = [...when("DetachRolePolicy", SESSION), ...when("DeleteRolePolicy", SESSION)];
    expect(ofRole).toHaveLength(4);
    expect(Math.max(...ofRole)).toBeLessThan(roleGone);
    expect(roleGone).toBeLessThan(userGone);
    expect(Math.max(...when("DetachUserPolicy", USER), ...when("DeleteAccessKey", USER))).toBeLessThan(userGone);
  }, 60_000);

  it("leaves the runtime role, its policies and the provider, and an apply keeps it so", async () => {
    const kept = await addresses();
    expect(kept).toEqual(expect.arrayContaining([...KEPT, "aws_iam_role_policy_attachment.openhands_config_read"]));
    await installation.terraform.apply();
    expect(await addresses()).toEqual(kept);
    expect(await details()).toBeUndefined();
    await expect(installation.iam.getUser({ UserName: USER })).rejects.toMatchObject({ name: "NoSuchEntityException" });
    await installation.iam.getRole({ RoleName: "openhands-runtime-role" });
  }, 60_000);
});
