import { IAM } from "@aws-sdk/client-iam";
import { describeEmbedded } from "./support/embedded";
import { Workspace } from "./support/workspace";

const STACK = "openhands-operations";
const ONCALL = "arn:aws:iam::123456789012:user/oncall";
const VERBS = ["verify", "rotate", "revoke", "rollback", "issuer"];

describeEmbedded("the stack openhands-operations", () => {
  let workspace: Workspace;
  let iam: IAM;
  beforeAll(async () => {
    workspace = await Workspace.open();
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    iam = new IAM({ endpoint: workspace.aws.endpoint, credentials, region: "us-east-1" });
    await iam.createUser({ UserName: "oncall" });
    const issuer = { url: "https://oidc.example.com", bucket: "octo-issuer" };
    await workspace.export({
      kubernetes: { identity: { cluster: "self-hosted", issuer } },
      operations: { roles: Object.fromEntries(VERBS.map((verb) => [verb, { principals: [ONCALL] }])) },
    });
  }, 60_000);
  afterAll(() => workspace?.close());

  it("applies to an empty account, and plans no changes", async () => {
    const terraform = workspace.terraform(STACK);
    await terraform.init();
    await terraform.apply();
    const { code, text } = await terraform.plan();
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining("No changes") });
    for (const verb of VERBS) {
      const { AttachedPolicies } = await iam.listAttachedRolePolicies({ RoleName: `openhands-${verb}` });
      expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual([`openhands-${verb}`]);
    }
  }, 60_000);
});
