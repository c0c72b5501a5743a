import { describeEmbedded } from "../support/embedded";
import { Launcher, type Principal } from "./support/launcher";
import { LeakedKey, USER } from "./support/leaked-key";
import { actionsOf, exportedRights, without } from "./support/rights";

describeEmbedded("revoke's rights", () => {
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

  const rights = () => exportedRights("revoke", "runtime: {refresher: {role: first}}");
  const actions = () => actionsOf(rights());

  /** One of two keys, all keys, and the denies again: everything that revoke can do. @returns what failed */
  async function everything(principal: Principal): Promise<string[]> {
    const results = [
      await leaked.run({ key: leaked.id }, principal),
      await leaked.run({}, principal),
      await leaked.run({ lift: true }, principal),
    ];
    return results.flatMap(({ steps }) => steps.flatMap(({ status, evidence }) => (status === "FAIL" ? evidence : [])));
  }

  async function prepare(): Promise<void> {
    await leaked.create(false);
    await leaked.removeRole("second"); // The stacks would not create it.
    await leaked.iam.createAccessKey({ UserName: USER });
    await leaked.holdId();
    await launcher.reset();
  }

  it("are enough, and are what it calls", async () => {
    await prepare();
    const revoker = await launcher.principal("revoker", rights());
    expect(await everything(revoker)).toEqual([]);
    const calls = (await launcher.calls()).filter(({ principal }) => principal === revoker.arn);
    expect([...new Set(calls.map(({ permission }) => permission))].sort()).toEqual(actions().sort());
  });

  it("are all needed: without any one of them a step fails and names it", async () => {
    await prepare();
    for (const action of actions()) {
      await prepare();
      const revoker = await launcher.principal("revoker", without(rights(), action));
      expect(await everything(revoker)).toContainEqual(expect.stringContaining(`AWS denies ${action} (AccessDenied`));
    }
  }, 120_000);
});
