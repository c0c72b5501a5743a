import { toPolicyJson } from "@openhands-aws/constructs/iam";
import { parseConfig } from "../../config/load";
import { run } from "../../embedded/run";
import { rotateGrants } from "../../operations/rotate/permissions";
import { PROJECT } from "../../project";
import { describeEmbedded } from "../support/embedded";
import { Rotation } from "./support/rotation";

type Statement = Readonly<Record<string, unknown>>;
/** AWS lets everyone ask who they are. */
const ALWAYS = "sts:GetCallerIdentity";

describeEmbedded("the rights of rotate", () => {
  let rotation: Rotation;
  beforeAll(async () => {
    rotation = await Rotation.start();
  }, 120_000);
  afterAll(() => rotation?.stop());

  const grants = () => rotateGrants(parseConfig(rotation.config, "c.yaml"));

  async function rotateAs(name: string, statements: readonly Statement[]) {
    const principal = await rotation.launcher.principal(name, statements);
    const [command = "", ...args] = rotation.command();
    const result = await run(command, args, { cwd: PROJECT, env: rotation.launcher.envOf(principal) });
    const calls = (await rotation.launcher.calls()).filter((call) => call.principal === principal.arn);
    return { ...result, permissions: [...new Set(calls.map(({ permission }) => permission))] };
  }
  const statementsOf = (wanted: ReturnType<typeof grants>): Statement[] => JSON.parse(toPolicyJson(wanted)).Statement;

  it("are all that it uses", async () => {
    const { code, stdout, permissions } = await rotateAs("rotator", statementsOf(grants()));
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Next: published\n/)]);
    const granted = grants().flatMap(({ actions }) => actions);
    expect(permissions.toSorted()).toEqual([...granted, ALWAYS].toSorted());
  });

  it.each([0, 1, 2])("are all needed: without action %i it says which is missing", async (index) => {
    const missing = grants().flatMap(({ actions }) => actions)[index] as string;
    const left = grants()
      .map((grant) => ({ ...grant, actions: grant.actions.filter((action) => action !== missing) }))
      .filter(({ actions }) => actions.length > 0);
    const { code, stderr } = await rotateAs(`without-${index}`, statementsOf(left));
    expect(stderr).toContain(`AWS denies ${missing}`);
    expect(code).toBe(1);
  });
});
