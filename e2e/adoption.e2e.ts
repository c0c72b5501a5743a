import { describeEmbedded } from "./support/embedded";
import { plannedChanges } from "./support/planned-changes";
import { Workspace } from "./support/workspace";

/** The design documents' ten resources, as `terraform state list` names them. */
const DESIGNED = [
  "aws_iam_access_key.bedrock_user_key",
  "aws_iam_openid_connect_provider.github_actions",
  "aws_iam_policy.bedrock_policy",
  "aws_iam_policy.openhands_s3_access",
  "aws_iam_role.openhands_runtime",
  "aws_iam_role_policy_attachment.openhands_s3_access",
  "aws_iam_user.bedrock_user",
  "aws_iam_user_policy_attachment.bedrock_policy_attachment",
  "aws_ssm_parameter.bedrock_access_key_id",
  "aws_ssm_parameter.bedrock_secret_access_key",
];

describeEmbedded("a state of hand-written HCL", () => {
  let workspace: Workspace;
  let accessKey: string | undefined;

  beforeAll(async () => {
    workspace = await Workspace.open();
    workspace.copyFixture("design", "openhands");
    await workspace.terraform("openhands").init();
    await workspace.keepProvider("openhands");
    const terraform = workspace.terraform("openhands");
    await terraform.apply();
    expect((await terraform.addresses()).filter((address) => !address.startsWith("data."))).toEqual(DESIGNED);
    accessKey = await onlyAccessKey(workspace);
  }, 180_000);
  afterAll(() => workspace?.close());

  it("sees no changes as designed", async () => {
    workspace.deleteHcl("openhands");
    await workspace.export({ posture: "as-designed" });
    const terraform = workspace.terraform("openhands");
    await terraform.init("-reconfigure");
    const { code, stdout } = await terraform.run("plan", "-detailed-exitcode", "-json");
    expect(plannedChanges(stdout)).toEqual([]);
    expect(stdout).not.toContain('"type":"outputs"');
    expect(code).toBe(0);
  }, 180_000);

  it("is hardened in place: nothing is destroyed or replaced", async () => {
    await workspace.export({ posture: "hardened", tags: { system: "openhands" } });
    const terraform = workspace.terraform("openhands");
    await terraform.init("-reconfigure");
    const actions = plannedChanges(await terraform.apply("-json"));
    expect(actions.filter(([, action]) => action !== "create" && action !== "update")).toEqual([]);
    expect(actions.filter(([address, action]) => action === "create" && DESIGNED.includes(address as string))).toEqual(
      [],
    );
    expect(actions).toContainEqual(["aws_iam_role.openhands_runtime", "update"]);
    expect((await terraform.plan()).code).toBe(0);
    expect(await onlyAccessKey(workspace)).toBe(accessKey);
  }, 180_000);

  it("adds the refresher with a role of its own, and removes it again, without changing anything else", async () => {
    const terraform = workspace.terraform("openhands");
    const runtimeRole = () => workspace.aws.iam({ Action: "GetRole", RoleName: "openhands-runtime-role" });
    const before = trustOf(await runtimeRole());
    for (const [runtime, around] of [
      [{ refresher: {} }, "create"],
      [{}, "delete"],
    ] as const) {
      await workspace.export({ posture: "hardened", tags: { system: "openhands" }, runtime });
      expect(plannedChanges(await terraform.apply("-json")).sort()).toEqual([
        ["aws_iam_policy.openhands_refresher", around],
        ["aws_iam_role.openhands_session", around],
        ...["bedrock", "config", "s3"].map((name) => [
          `aws_iam_role_policy_attachment.openhands_session_${name}`,
          around,
        ]),
        ["aws_iam_user_policy_attachment.openhands_refresher", around],
      ]);
      expect((await terraform.plan()).code).toBe(0);
      expect(trustOf(await runtimeRole())).toBe(before);
      expect(await onlyAccessKey(workspace)).toBe(accessKey);
    }
  }, 180_000);

  it.each([
    ["bedrock_region", "us-east-1", "Change bedrock.region in config/openhands.yaml"],
    ["bedrock_model_id", "anthropic.claude-opus-4-7", "Change bedrock.models in config/openhands.yaml"],
  ])(
    "refuses another value of var.%s once it is hardened",
    async (variable, value, fix) => {
      const { code, stderr } = await workspace.terraform("openhands").run("plan", `-var=${variable}=${value}`);
      expect(stderr.replace(/\s+/g, " ")).toContain(fix);
      expect(code).toBe(1);
    },
    60_000,
  );

  it("goes back to as designed in place", async () => {
    await workspace.export({ posture: "as-designed" });
    const terraform = workspace.terraform("openhands");
    await terraform.init("-reconfigure");
    await terraform.apply();
    expect((await terraform.plan()).code).toBe(0);
    expect(await onlyAccessKey(workspace)).toBe(accessKey);
  }, 180_000);

  it("leaves nothing behind when destroyed", async () => {
    const terraform = workspace.terraform("openhands");
    await terraform.destroy();
    expect(await terraform.addresses()).toEqual([]);
    for (const list of ["ListUsers", "ListRoles", "ListOpenIDConnectProviders"])
      expect(await workspace.aws.iam({ Action: list })).not.toMatch(/openhands|githubusercontent/);
  }, 180_000);
});

async function onlyAccessKey({ aws }: Workspace): Promise<string | undefined> {
  const keys = await aws.iam({ Action: "ListAccessKeys", UserName: "bedrock-openhands-user" });
  const ids = [...keys.matchAll(/<AccessKeyId>(\w+)<\/AccessKeyId>/g)].map(([, id]) => id);
  expect(ids).toHaveLength(1);
  return ids[0];
}

const trustOf = (xml: string) => /<AssumeRolePolicyDocument>([^<]+)</.exec(xml)?.[1] as string;
