import { readAccount } from "@openhands-aws/guard";
import { loadConfig } from "../../config/load";
import { UserAccount } from "../../operations/revoke/user-account";
import { rollback } from "../../operations/rollback/rollback";
import { describeEmbedded } from "../support/embedded";
import { Launcher, type Principal, REGION } from "./support/launcher";
import { LeakedKey, USER } from "./support/leaked-key";
import { actionsOf, exportedRights, without } from "./support/rights";

describeEmbedded("rollback's rights", () => {
  let launcher: Launcher;
  let leaked: LeakedKey;
  beforeAll(async () => {
    launcher = await Launcher.start();
    leaked = new LeakedKey(launcher);
  });
  afterAll(async () => {
    leaked?.remove();
    await launcher?.stop();
  });

  const rights = () => exportedRights("rollback", "runtime: {refresher: {role: first}}");
  const actions = () => actionsOf(rights());

  /** Without terraform, which has rights of its own. @returns what failed */
  async function rollBack({ accessKeyId, secretAccessKey }: Principal): Promise<string[]> {
    const saved = process.env;
    process.env = { ...launcher.env };
    try {
      const steps = await rollback(
        {
          ...{ config: loadConfig(leaked.config), configFile: leaked.config, directory: "terraform" },
          edit: () => undefined,
          exporter: { folders: "terraform", stale: async () => [], write: async () => [] },
          account: new UserAccount({ region: REGION, credentials: { accessKeyId, secretAccessKey } }, USER),
          terraform: { plan: async () => ({}), apply: async () => undefined },
          scope: { deletes: [], updates: [] },
          ...{ before: readAccount({}), after: readAccount({}), roles: ["first"] },
        },
        { yes: true },
      );
      return steps.flatMap(({ status, evidence }) => (status === "FAIL" ? evidence : []));
    } finally {
      process.env = saved;
    }
  }

  async function prepare(): Promise<void> {
    await leaked.create(false);
    await leaked.removeRole("second"); // The stacks would not create it.
    await leaked.run();
    await leaked.iam.deleteUserPolicy({ UserName: USER, PolicyName: "own" });
    await leaked.iam.deleteServiceSpecificCredential({ UserName: USER, ServiceSpecificCredentialId: leaked.apiKey });
    await launcher.reset();
  }

  it("are enough, and are what it calls", async () => {
    await prepare();
    const operator = await launcher.principal("roller", rights());
    expect(await rollBack(operator)).toEqual([]);
    const calls = (await launcher.calls()).filter(({ principal }) => principal === operator.arn);
    expect([...new Set(calls.map(({ permission }) => permission))].sort()).toEqual(actions().sort());
    expect(await leaked.state()).toMatchObject({ user: undefined, roles: [undefined, undefined, undefined] });
  });

  it("are all needed: without any one of them a step fails and names it", async () => {
    await prepare();
    for (const action of actions()) {
      await prepare();
      const operator = await launcher.principal("roller", without(rights(), action));
      expect(await rollBack(operator)).toEqual([expect.stringContaining(`AWS denies ${action} (AccessDenied`)]);
    }
  }, 120_000);
});
