import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type RunResult, run } from "../../embedded/run";
import type { Result } from "../../operations/verify/verify";
import { PROJECT } from "../../project";
import { describeEmbedded } from "../support/embedded";
import { OF_IDENTITY } from "../support/of-identity";
import { Installation } from "./support/installation";
import { actionsOf, exportedRights, without } from "./support/rights";

describeEmbedded("the command verify", () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.start();
  });
  afterAll(() => installation?.stop());

  /** As a user runs it. */
  function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<RunResult> {
    const config = join(installation.directory, "openhands.yaml");
    return run(join(PROJECT, "bin/openhands-aws"), ["verify", "--config", config, ...args], {
      cwd: installation.directory,
      env: { ...installation.envOf(installation.launcher.operator), ...env },
    });
  }
  async function results(env: NodeJS.ProcessEnv = {}): Promise<{ code: number; checks: Result[] }> {
    const { code, stdout } = await command(["--format", "json"], env);
    const all: Result[] = JSON.parse(stdout).checks;
    return { code, checks: all.filter(({ name }) => !OF_IDENTITY.includes(name)) };
  }
  const named = (checks: readonly Result[], status: Result["status"]) =>
    checks.filter((check) => check.status === status).map(({ name }) => name);

  it("says the verdict first, and no secret", async () => {
    const { code, stdout, stderr } = await command([]);
    expect(stdout.split("\n", 1)).toEqual(["No check failed; 25 passed, 5 skipped."]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toContain(installation.pair.AWS_SECRET_ACCESS_KEY);
    expect(stdout).not.toContain(installation.launcher.operator.secretAccessKey);
  });

  it("exits with 1 where a check fails, and says so as JSON", async () => {
    installation.kubectl.put("pods", "list", { items: [] });
    const { code, checks } = await results();
    installation.adopt(installation.pair);
    expect(checks.find(({ status }) => status === "FAIL")).toEqual({
      name: "pod",
      status: "FAIL",
      why: "openhands has no pod.",
    });
    expect([code, named(checks, "SKIP")]).toEqual([1, ["s3"]]);
  });

  it("writes an object on request only", async () => {
    const Bucket = installation.config.runtime.bucket;
    const objects = async () => (await installation.s3.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key);
    expect(await objects()).toBeUndefined();
    expect(await command(["--s3"])).toMatchObject({ code: 0 });
    expect(await objects()).toEqual(["openhands-aws-verify.txt"]);
  });

  it("reports AWS_BEARER_TOKEN_BEDROCK, and does not use it", async () => {
    const { code, checks } = await results({ AWS_BEARER_TOKEN_BEDROCK: "of-somebody-else" });
    expect([code, named(checks, "SKIP"), named(checks, "FAIL")]).toEqual([0, ["bearer-token", "s3"], []]);
  });

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ["nobody answers", { AWS_ENDPOINT_URL: "http://127.0.0.1:1" }, /sts:GetCallerIdentity could not be sent/],
    ["there are no credentials", { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" }, /There are no AWS credentials/],
    ["the credentials are wrong", { AWS_SECRET_ACCESS_KEY: "wrong" }, /AWS rejects the credentials/],
  ])("fails once, not twenty times, where %s", async (_, env, why) => {
    const { code, checks } = await results(env);
    expect([code, named(checks, "FAIL")]).toEqual([1, ["aws-access"]]);
    expect(checks.find(({ name }) => name === "aws-access")?.why).toMatch(why);
  });

  it("fails once where AWS hangs, and ends in time", async () => {
    await installation.launcher.fault("GetCallerIdentity", "hang");
    const start = Date.now();
    const { checks } = await results();
    await installation.launcher.reset();
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(named(checks, "FAIL")).toEqual(["aws-access"]);
  });

  it("fails once with the credentials of another account", async () => {
    const file = join(installation.directory, "other.yaml");
    writeFileSync(file, stringify({ aws: { account: "999999999999" }, runtime: { bucket: "openhands-data" } }));
    const { code, stdout } = await command(["--config", file]);
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^1 of 30 .*\n\nFAIL {2}aws-access\n +You are .*, of account/),
    ]);
  });

  it("skips the cluster where there is none", async () => {
    const { code, checks } = await results({
      PATH: `${installation.directory}/nowhere:${process.env.PATH}`,
      KUBECONFIG: join(installation.directory, "nowhere"),
    });
    expect([code, named(checks, "FAIL")]).toEqual([0, []]);
    expect(named(checks, "SKIP")).toEqual([
      ...["s3", "cluster-access", "secret-store", "external-secret", "secret", "pod", "canvas-secret"],
    ]);
  });

  it("fails once where the kubeconfig cannot be read, and skips what needs it", async () => {
    const { code, checks } = await results({ PATH: process.env.PATH, KUBECONFIG: installation.directory });
    expect([code, checks.filter(({ status }) => status === "FAIL")]).toEqual([
      1,
      [
        {
          name: "cluster-access",
          status: "FAIL",
          why: expect.stringMatching(/^The kubeconfig cannot be read: kubectl .* is a directory\.$/),
        },
      ],
    ]);
    expect(named(checks, "SKIP")).toEqual(["s3", "secret-store", "external-secret", "secret", "pod", "canvas-secret"]);
    expect(checks.find(({ name }) => name === "pod")?.why).toBe(
      "The kubeconfig could not be read (check cluster-access).",
    );
  });

  it.each([
    [
      "a wrong number of days",
      ["--max-key-age", "soon"],
      /--max-key-age must be a number of days, such as 90, not "soon"/,
    ],
    ["no such config", ["--config", "none.yaml"], /none\.yaml does not exist/],
    ["a wrong format", ["--format", "xml"], /argument 'xml' is invalid/],
  ])("exits with 2 for %s", async (_, args, said) => {
    expect(await command(args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(said) });
  });

  const statements = () =>
    exportedRights("verify", readFileSync(join(installation.directory, "openhands.yaml"), "utf8"));

  it("shows its help without loading what only its work needs", async () => {
    const loaded = "Object.keys(require.cache).filter((file) => /@aws-sdk|cdktf|node_modules.zod/.test(file))";
    const script = `require("${PROJECT}/dist/cli/verify.js").verifyCommand(); console.log(JSON.stringify(${loaded}));`;
    const { stdout } = await run(process.execPath, ["-e", script], { cwd: PROJECT, env: process.env });
    expect(JSON.parse(stdout)).toEqual([]);
  });

  it("has rights that are enough, and what verify calls is a part of them", async () => {
    const { launcher } = installation;
    const verifier = await launcher.principal("verifier", statements());
    await launcher.reset();
    const results = await installation.verify({}, verifier);
    expect(results.filter(({ name, status }) => status !== "PASS" && !OF_IDENTITY.includes(name))).toEqual([]);
    const calls = (await launcher.calls()).filter(({ principal }) => principal === verifier.arn);
    const called = new Set(calls.map(({ permission }) => permission));
    called.delete("sts:GetCallerIdentity"); // Nobody can be denied it.
    expect([...called].sort()).toEqual([...new Set(actionsOf(statements()))].sort());
  });

  it("has rights that name only what is ours", () => {
    for (const { Resource } of statements()) for (const arn of [Resource].flat()) expect(arn).not.toMatch(/\*/);
  });

  it("needs all of its rights: without any one of them a check fails and names it", async () => {
    for (const action of actionsOf(statements())) {
      const verifier = await installation.launcher.principal(
        `without-${action.replace(":", "-")}`,
        without(statements(), action),
      );
      const results = await installation.verify({}, verifier);
      const failed = results.filter(({ status }) => status === "FAIL");
      expect(failed.map(({ why }) => why)).toContainEqual(
        expect.stringContaining(`AWS denies ${action} (AccessDenied`),
      );
    }
  });
});
