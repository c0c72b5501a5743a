import { describeEmbedded } from "./support/embedded";
import { plannedChanges } from "./support/planned-changes";
import { Workspace } from "./support/workspace";

const ARN = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const ADDRESS = "aws_iam_openid_connect_provider.github_actions";
const OTHERS = { audiences: ["https://github.com/somebody-else", "sts.amazonaws.com"], tags: ["owner=platform-team"] };

describeEmbedded("the account's only OIDC provider", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.open();
    await workspace.aws.iam({
      Action: "CreateOpenIDConnectProvider",
      Url: "https://token.actions.githubusercontent.com",
      "ClientIDList.member.1": "sts.amazonaws.com",
      "ClientIDList.member.2": "https://github.com/somebody-else",
      "Tags.member.1.Key": "owner",
      "Tags.member.1.Value": "platform-team",
    });
    await workspace.export({});
    await workspace.terraform("openhands").init();
    await workspace.keepProvider("openhands");
  }, 60_000);
  afterAll(() => workspace?.close());

  /** What the account reports: it would show a second provider, a lost audience or a lost tag. */
  async function provider() {
    const list = await workspace.aws.iam({ Action: "ListOpenIDConnectProviders" });
    expect(list.match(/<Arn>/g)).toHaveLength(1);
    const text = await workspace.aws.iam({ Action: "GetOpenIDConnectProvider", OpenIDConnectProviderArn: ARN });
    const audiences = /<ClientIDList>(.*?)<\/ClientIDList>/s.exec(text)?.[1]?.match(/(?<=<member>).*?(?=<\/member>)/g);
    const tags = [...text.matchAll(/<Key>(.*?)<\/Key>\s*<Value>(.*?)<\/Value>/g)].map(
      ([, key, value]) => `${key}=${value}`,
    );
    return { audiences: audiences?.sort(), tags };
  }

  async function exported(mode: string) {
    await workspace.export({ github: { provider: mode }, tags: { system: "openhands" } });
    return workspace.terraform("openhands");
  }

  /** @returns what terraform planned for the provider before it did so; undefined: to leave it as it is */
  async function applied(mode: string): Promise<string | undefined> {
    const planned = plannedChanges(await (await exported(mode)).apply("-json"));
    return planned.find(([address]) => address === ADDRESS)?.[1];
  }

  async function expectCreateToBeRefused() {
    await expect((await exported("create")).apply()).rejects.toThrow(/EntityAlreadyExists/);
    expect(await provider()).toEqual(OTHERS);
  }

  it("is not created a second time: create fails and does not change it", expectCreateToBeRefused, 120_000);

  // Each step continues from the state that the previous one left.
  it.each([
    ["create (refused)", "import", "import"],
    ["import", "create", undefined],
    ["create", "existing", "remove"],
    ["existing", "import", "import"],
    ["import", "existing", "remove"],
  ])(
    "keeps its audiences and tags from %s to %s",
    async (_from, to, expected) => {
      expect(await applied(to)).toBe(expected);
      expect((await workspace.terraform("openhands").plan()).code).toBe(0);
      expect(await provider()).toEqual(OTHERS);
    },
    120_000,
  );

  it("is never made again from existing to create, and import goes on from there", async () => {
    await expectCreateToBeRefused();
    expect(await applied("import")).toBe("import");
    expect(await provider()).toEqual(OTHERS);
  }, 120_000);

  it("keeps them from create to import", async () => {
    expect(await applied("create")).toBe(undefined);
    expect(await applied("import")).toBe(undefined);
    expect(await provider()).toEqual(OTHERS);
  }, 120_000);

  it("survives the destruction of a stack that only used it", async () => {
    expect(await applied("existing")).toBe("remove");
    await workspace.terraform("openhands").destroy();
    expect(await provider()).toEqual(OTHERS);
  }, 120_000);

  it("must accept the audience, otherwise the plan says how to add it", async () => {
    await workspace.export({ github: { provider: "existing", audiences: ["another-audience"] } });
    const terraform = workspace.terraform("openhands");
    await expect(terraform.plan()).rejects.toThrow(/accept the audience another-audience/);
  }, 120_000);
});
