import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { MIGRATION_STEPS, type MigrationStep } from "../../tools/migration-steps";
import { describeEmbedded } from "../support/embedded";
import { killedWrite } from "../support/killed-write";
import { Migration } from "./support/migration";
import { pointsOf } from "./support/points";

const ORDER = Object.keys(MIGRATION_STEPS) as MigrationStep[];

/** The status of the key, and whether the role can be assumed. */
const REACHED: Readonly<Record<MigrationStep, [status: string | undefined, role: boolean]>> = {
  key: ["Active", false],
  both: ["Active", true],
  kept: ["Active", true],
  off: ["Inactive", true],
  keyless: [undefined, true],
};

/** What `export` refuses after each step, and why. */
const REFUSED: Readonly<Record<MigrationStep, Partial<Record<MigrationStep, RegExp>>>> = {
  key: {
    kept: /with bedrock\.access: access-key and kubernetes\.identity first/,
    off: /with bedrock\.access: access-key and kubernetes\.identity first/,
    keyless: /with bedrock\.access: access-key and kubernetes\.identity first/,
  },
  both: { off: /the pods in .* still use the access key/, keyless: /the access key is still active/ },
  kept: { keyless: /the access key is still active/, key: /the pods in .* use its role/ },
  off: { key: /the pods in .* use its role/ },
  keyless: { key: /the pods in .* use its role/ },
};

/** What `verify` says of the key and of the role; nobody publishes this issuer. */
const VERIFIED = {
  key: { user: "PASS", "access-keys": "PASS", "torn-pair": "PASS", "cluster-provider": "SKIP", model: "PASS" },
  both: { user: "PASS", "access-keys": "PASS", "torn-pair": "PASS", "cluster-provider": "PASS", model: "PASS" },
  kept: { user: "PASS", "access-keys": "PASS", "torn-pair": "PASS", "cluster-provider": "PASS", model: "SKIP" },
  off: { user: "PASS", "access-keys": "PASS", "torn-pair": "SKIP", "cluster-provider": "PASS", model: "SKIP" },
  keyless: { user: "SKIP", "access-keys": "SKIP", "torn-pair": "SKIP", "cluster-provider": "PASS", model: "SKIP" },
};

/** Exit code and first words of `rotate`. */
const ROTATED: Readonly<Record<MigrationStep, [number, RegExp]>> = {
  key: [0, /^Next: published\n/],
  both: [0, /^Next: published\n/],
  kept: [2, /no access key to rotate that pods use\. Go on with the migration until bedrock\.accessKey is left out/],
  off: [2, /no access key to rotate that pods use\. Go on with the migration until bedrock\.accessKey is left out/],
  keyless: [2, /there is no access key to rotate\.\n$/],
};

/** What `revoke --all` would do with the key, and with the sessions of the pods' role. */
const REVOKED: Readonly<Record<MigrationStep, [key: string | undefined, role: string | undefined]>> = {
  key: ["TODO", undefined],
  both: ["TODO", "TODO"],
  kept: ["TODO", "TODO"],
  off: ["DONE", "TODO"],
  keyless: [undefined, "TODO"],
};

/** From a step to another, and the call at which terraform is killed between them. */
const KILLS = pointsOf(
  "keyless off PutParameter#2",
  "keyless off CreateAccessKey",
  "keyless off UpdateAccessKey",
  "keyless kept PutParameter",
  "off keyless DeleteAccessKey",
  "kept off UpdateAccessKey",
  "off kept UpdateAccessKey",
  "both key DeleteRole",
  "key both AttachRolePolicy#2",
);

// Each test goes on from where the one before ended.
describeEmbedded("the migration from the access key to the pod's own identity, and back", () => {
  let migration: Migration;
  let at: MigrationStep = "key";
  beforeAll(async () => {
    migration = await Migration.start();
  }, 120_000);
  afterAll(() => migration?.stop());

  const exported = (from = migration.directory) => filesOf(from, ["terraform/aws/openhands", "manifests"]);

  async function expectReached(step: MigrationStep): Promise<void> {
    at = step;
    const { code, text } = await migration.terraform.plan();
    expect(code === 0 ? "No changes" : text).toBe("No changes");
    await migration.expectOnlyOurs();
    migration.deploy(await migration.pair());
    await migration.expectAccess();
    const [status, role] = REACHED[step];
    expect(Object.values(await migration.keys())).toEqual(status ? [status] : []);
    expect(await migration.roleWorks()).toBe(role);
  }

  /** Exports and applies the steps on the way there. What the pods have works at each moment. */
  async function walkTo(to: MigrationStep): Promise<void> {
    while (at !== to) {
      const next = ORDER[ORDER.indexOf(at) + Math.sign(ORDER.indexOf(to) - ORDER.indexOf(at))] as MigrationStep;
      await migration.launcher.reset();
      await migration.export(next);
      // Between these two, only the cluster changes.
      if (![at, next].every((step) => ["both", "kept"].includes(step))) await migration.apply();
      await expectReached(next);
    }
  }

  async function expectSkipsRefused(): Promise<void> {
    const before = exported();
    for (const [next, why] of Object.entries(REFUSED[at])) {
      const refused = migration.export(next as MigrationStep);
      await expect(refused).rejects.toThrow(InputError);
      await expect(refused).rejects.toThrow(why);
    }
    expect(exported()).toEqual(before);
    migration.write(at);
  }

  async function expectVerbsKnowIt(): Promise<void> {
    const [verified, rotated, revoked] = await Promise.all([
      migration.command("verify", "--format", "json"),
      migration.command("rotate", "--older-than", "0"),
      migration.command("revoke", "--all", "--format", "json"),
    ]);
    const checks: { name: string; status: string }[] = JSON.parse(verified.stdout).checks;
    const failed = checks.flatMap(({ name, status }) => (status === "FAIL" ? name : []));
    expect([verified.code, failed]).toEqual(at === "key" ? [0, []] : [1, ["issuer"]]);
    expect(Object.fromEntries(checks.map(({ name, status }) => [name, status]))).toMatchObject(VERIFIED[at]);

    const [code, said] = ROTATED[at];
    expect([rotated.code, rotated.stdout + rotated.stderr]).toEqual([code, expect.stringMatching(said)]);

    const steps: { step: string; status: string }[] = JSON.parse(revoked.stdout).steps;
    const statusOf = (step: RegExp) => steps.find((one) => step.test(one.step))?.status;
    const found = [
      statusOf(/^access key AKIA\w+ is inactive/),
      statusOf(/^older sessions of .* openhands-workload-role /),
    ];
    expect([revoked.code, ...found]).toEqual([0, ...REVOKED[at]]);
  }

  it("begins with the key, and gives the pods no role that is not there", async () => {
    await expectReached("key");
    await expectSkipsRefused();
    await expectVerbsKnowIt();
    const before = exported();
    migration.write("kept");
    const { code, stderr } = await migration.command("export", "--manifests", "manifests");
    expect(stderr).toMatch(/the role of kubernetes\.identity is not in terraform\/\S+\. Nothing was written\./);
    expect([code, exported()]).toEqual([2, before]);
  }, 120_000);

  it("goes on to the role beside the key", async () => {
    await walkTo("both");
    await expectSkipsRefused();
    await expectVerbsKnowIt();
  }, 120_000);

  it("goes on to pods with the role, after an export that was killed between files", async () => {
    const before = exported();
    const folder = join(migration.directory, "wanted");
    const into = (name: string) => ["--terraform", join(name, "terraform"), "--manifests", join(name, "manifests")];
    migration.write("kept");
    expect(await migration.command("export", ...into(folder))).toMatchObject({ code: 0 });
    const wanted = exported(folder);
    const changed = [...wanted].filter(([file, text]) => before.get(file) !== text).length;

    const env = killedWrite(migration.directory, join(migration.directory, "manifests"), changed + 1);
    const args = ["export", "--config", migration.config, ...into(migration.directory)];
    expect((await migration.run(env, ...args)).code).not.toBe(0);
    const left = [...wanted.keys()].map((file) => exported().get(file));
    expect(left).not.toEqual([...wanted.values()]);
    for (const [index, text] of [...wanted.keys()].entries())
      expect([before.get(text), wanted.get(text)]).toContain(left[index]);

    expect(await migration.run({}, ...args)).toMatchObject({ code: 0 });
    expect(exported()).toEqual(new Map([...before, ...wanted]));
    await walkTo("kept");
    await expectSkipsRefused();
    await expectVerbsKnowIt();
  }, 120_000);

  it.each<MigrationStep>(["off", "keyless"])(
    "goes on to %s",
    async (step) => {
      await walkTo(step);
      await expectSkipsRefused();
      await expectVerbsKnowIt();
    },
    120_000,
  );

  it("has no other token for the role", async () => {
    expect(await migration.roleWorks()).toBe(true);
    expect(await migration.roleWorks({ sub: "system:serviceaccount:default:openhands" })).toBe(false);
    expect(await migration.roleWorks({ aud: "https://kubernetes.default.svc" })).toBe(false);
  });

  it.each(KILLS)(
    "reaches the end after terraform was killed: %s",
    async (kill) => {
      const [from, to, point] = kill.split(" ") as [MigrationStep, MigrationStep, string];
      await walkTo(from);
      await migration.export(to);
      await migration.killAt(point);
      await migration.expectAccess();
      await migration.goOn();
      await migration.expectAccess();
      const { accessKeyId } = await migration.pair();
      const unknown = Object.keys(await migration.keys()).filter((id) => id !== accessKeyId);
      expect(unknown.length).toBeLessThanOrEqual(1);
      for (const id of unknown) {
        expect((await migration.command("verify")).stdout).toContain(`Unknown is ${id}:`);
        await migration.deleteKey(id);
      }
      await expectReached(to);
    },
    240_000,
  );

  it("is stopped by the guard where the plan activates the key, unless that is accepted", async () => {
    await walkTo("off");
    await migration.export("kept");
    await migration.terraform.run("plan", "-out=plan.bin");
    const { stdout: plan } = await migration.terraform.run("show", "-json", "plan.bin");
    writeFileSync(join(migration.directory, "plan.json"), plan);
    const guard = async () => {
      const { code, stdout, stderr } = await migration.command("guard", "plan.json", "--format", "json");
      if (!stdout) throw new Error(stderr);
      const findings: { rule: string; fix: string; exemption?: object }[] = JSON.parse(stdout).findings;
      return { code, found: findings.filter(({ rule, exemption }) => rule === "access-key-activated" && !exemption) };
    };
    const { code, found } = await guard();
    expect([code, found]).toEqual([1, [expect.objectContaining({ fix: expect.stringMatching(/guard\.exemptions/) })]]);
    const [, exemption] = /^ +- (\{rule: access-key-activated.*\})$/m.exec(migration.document) ?? [];
    migration.write("kept", `guard: {exemptions: [${exemption}]}\n`);
    expect((await guard()).found).toEqual([]);
  }, 120_000);

  it.each<MigrationStep>(["kept", "both", "key"])("goes back to %s", (step) => walkTo(step), 120_000);
});

/** The text of all files below folders. */
function filesOf(directory: string, folders: readonly string[]): Map<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(directory, folder), { recursive: true }).map((name) => join(folder, String(name))),
  );
  const ours = /main\.tf\.json|access\.md|\.yaml$/;
  const files = paths.filter((path) => ours.test(path) && statSync(join(directory, path)).isFile()).sort();
  return new Map(files.map((path) => [path, readFileSync(join(directory, path), "utf8")]));
}
