import { run } from "../../embedded/run";
import { PROJECT } from "../../project";
import { describeEmbedded } from "../support/embedded";
import { actionsOf, exportedRights, type Right, without } from "./support/rights";
import { Rotation } from "./support/rotation";

/** AWS lets everyone ask who they are. */
const ALWAYS = "sts:GetCallerIdentity";

describeEmbedded("the rights of rotate", () => {
  let rotation: Rotation;
  beforeAll(async () => {
    rotation = await Rotation.start();
  }, 120_000);
  afterAll(() => rotation?.stop());

  const rights = () => exportedRights("rotate");

  async function rotateAs(name: string, statements: readonly Right[]) {
    const principal = await rotation.launcher.principal(name, statements);
    const [command = "", ...args] = rotation.command();
    const result = await run(command, args, { cwd: PROJECT, env: rotation.launcher.envOf(principal) });
    const calls = (await rotation.launcher.calls()).filter((call) => call.principal === principal.arn);
    return { ...result, permissions: [...new Set(calls.map(({ permission }) => permission))] };
  }

  it("are all that it uses", async () => {
    const { code, stdout, permissions } = await rotateAs("rotator", rights());
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Next: published\n/)]);
    expect(permissions.toSorted()).toEqual([...actionsOf(rights()), ALWAYS].toSorted());
  });

  it.each([0, 1, 2])("are all needed: without action %i it says which is missing", async (index) => {
    const missing = actionsOf(rights())[index] as string;
    const { code, stderr } = await rotateAs(`without-${index}`, without(rights(), missing));
    expect(stderr).toContain(`AWS denies ${missing}`);
    expect(code).toBe(1);
  });
});
