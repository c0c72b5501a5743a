import { describeEmbedded } from "../support/embedded";
import type { Moment } from "./support/launcher";
import { pointsOf } from "./support/points";
import { Rotation } from "./support/rotation";

const MOMENTS: readonly Moment[] = ["before", "after"];

/** The first one leaves the new id with the old secret, or vice versa. */
const POINTS = pointsOf("PutParameter#2", "CreateAccessKey", "PutParameter", "UpdateAccessKey", "DeleteAccessKey");

describeEmbedded("rotate", () => {
  let rotation: Rotation;
  let atRest: string;
  beforeAll(async () => {
    rotation = await Rotation.start();
    atRest = rotation.config;
  }, 120_000);
  afterAll(() => rotation?.stop());

  it("prints the next phase, and writes nothing", async () => {
    const before = rotation.config;
    const { code, stdout, stderr } = await rotation.rotate();
    expect(stdout).toMatch(/^Next: published\n {2}The key AKIA\w+ \(Active, .* is to be replaced/);
    expect(stdout + stderr).not.toContain((await rotation.pair()).secretAccessKey);
    expect([code, rotation.config]).toEqual([0, before]);
  });

  it("stops at a second key that it does not know", async () => {
    const { accessKeyId: unknown } = await rotation.createKey();
    const { code, stdout } = await rotation.rotate("--apply", "--yes");
    expect(stdout).toMatch(new RegExp(`^Stopped\\n.*does not know: ${unknown} \\(Active, .* old, no use known\\)`));
    expect([code, rotation.phase]).toEqual([1, undefined]);
    await rotation.deleteKey(unknown);
  });

  it("writes all or nothing, at whichever of its calls it is killed", async () => {
    const before = rotation.config;
    let kills = 0;
    for (const moment of MOMENTS) {
      for (let number = 1; ; number++, kills++) {
        await rotation.launcher.reset();
        if (!(await rotation.kill(number, moment, "--yes"))) break;
        expect(rotation.config).toBe(before);
      }
      expect(rotation.phase).toBe("published");
      rotation.config = before;
      await rotation.export();
    }
    expect(kills).toBeGreaterThanOrEqual(8);
  }, 120_000);

  it("deletes an unknown key only if that is asked for, it was never used, and Terraform needs its place", async () => {
    const { accessKeyId: held } = await rotation.pair();
    await rotation.rotate("--yes");
    const used = await rotation.createKey();
    expect(await rotation.accepts(used)).toBe(true);
    const apply = ["--apply", "--yes", "--delete-key"];
    for (const [code, why, ...options] of [
      [2, "--delete-key needs --apply --yes", "--delete-key", used.accessKeyId],
      [1, "it was used", ...apply, used.accessKeyId],
      [1, "the user bedrock-openhands-user has no such key", ...apply, "AKIAIOSFODNN7EXAMPLE"],
      [1, "the parameters hold it", ...apply, held],
    ] as const) {
      expect(await rotation.rotate(...options)).toMatchObject({ code, stderr: expect.stringContaining(why) });
      expect(await rotation.keys()).toEqual({ [held]: "Active", [used.accessKeyId]: "Active" });
    }
    await rotation.deleteKey(used.accessKeyId);

    const { accessKeyId: unknown } = await rotation.createKey();
    const { code, stderr } = await rotation.rotate("--apply", "--yes");
    expect(stderr).toContain("the user has two already, and AWS allows no third");
    expect(stderr).toMatch(new RegExp(`${unknown} \\(Active, .* no use known\\)[^]* --delete-key and its id`));
    expect([code, await rotation.keys()]).toEqual([1, { [held]: "Active", [unknown]: "Active" }]);
    await rotation.killAtCall("CreateAccessKey", "--delete-key", unknown);
    expect(await rotation.keys()).toEqual({ [held]: "Active" });
  }, 90_000);

  it("says who holds the state's lock after terraform was killed and how to unlock it, and loses nothing", async () => {
    const before = [await rotation.keys(), await rotation.pair(), rotation.config];
    const { code, stderr } = await rotation.rotate("--apply", "--yes");
    expect(stderr).toMatch(/Terraform's state has been locked since 20\d\d-.* by \S+@\S+ \(OperationTypeApply\)\./);
    const unlock = /^ {2}(terraform -chdir=\S+ force-unlock) (\S+)$/m.exec(stderr);
    expect([code, await rotation.keys(), await rotation.pair(), rotation.config]).toEqual([1, ...before]);
    await rotation.run(`${unlock?.[1]} -force ${unlock?.[2]}`);
    rotation.config = atRest;
    await rotation.export();
    expect((await rotation.terraform.plan()).code).toBe(0);
  }, 60_000);

  it.each(POINTS)(
    "goes on to the end after terraform was killed at %s, with a working key at all times",
    async (point) => {
      const old = await rotation.pair();
      await rotation.killAtCall(point);
      expect(Object.keys(await rotation.keys()).length).toBeLessThanOrEqual(2);
      if (point === "PutParameter#2") await expectTornPair(old);
      const during = await rotation.pair();
      expect((await rotation.accepts(old)) || (await rotation.accepts(during))).toBe(true);

      expect(await rotation.goOn()).toContain("The rotation is complete");
      const after = await rotation.pair();
      expect(await rotation.keys()).toEqual({ [after.accessKeyId]: "Active" });
      expect(after.accessKeyId).not.toBe(old.accessKeyId);
      expect([await rotation.accepts(after), await rotation.accepts(old)]).toEqual([true, false]);
      expect(rotation.phase).toBe("moved");
      expect((await rotation.terraform.plan()).code).toBe(0);
      expect((await rotation.rotate("--apply", "--yes")).stdout).toMatch(/^Nothing to do\n/);
    },
    400_000,
  );

  async function expectTornPair(old: { accessKeyId: string; secretAccessKey: string }): Promise<void> {
    const torn = await rotation.pair();
    expect([await rotation.accepts(torn), await rotation.accepts(old)]).toEqual([false, true]);
    const { stdout } = await rotation.rotate();
    expect(stdout).toMatch(/^Next: apply the phase published\n {2}The parameters hold a torn pair/);
  }
});
