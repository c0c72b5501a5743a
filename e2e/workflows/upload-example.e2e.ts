import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { run } from "../../embedded/run";
import { PROJECT } from "../../project";
import { describeEmbedded } from "../support/embedded";
import { type RunStep, WorkflowJob } from "../support/workflow-job";

describeEmbedded("the build that uploads", () => {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-upload-"));
  const context = join(folder, "context");
  let aws: EmbeddedAws;
  beforeAll(async () => {
    aws = await startEmbeddedAws("123456789012");
    await aws.createBucket("artifacts", "ap-northeast-1");
    cpSync(join(PROJECT, "docker/upload-example"), context, { recursive: true });
    const installed = await run("npm", ["ci", "--ignore-scripts", "--omit=dev", "--prefer-offline", "--no-audit"], {
      cwd: context,
      env: process.env,
    });
    if (installed.code !== 0) throw new Error(installed.stderr);
  }, 180_000);
  afterAll(async () => {
    await aws?.stop();
    rmSync(folder, { recursive: true });
  });

  const credentials = join(folder, "credentials");
  /** What RUN has: the build arguments, the mounted secret and no credentials from another source. */
  const upload = (args: Readonly<Record<string, string>>) => {
    const { PATH = "" } = process.env;
    const env = { PATH, AWS_ENDPOINT_URL: aws.endpoint, AWS_EC2_METADATA_DISABLED: "true", HOME: folder, ...args };
    return run(process.execPath, ["index.mjs"], { cwd: context, env: { ...env, CREDENTIALS_FILE: credentials } });
  };
  const ARGS = { REGION: "ap-northeast-1", BUCKET: "artifacts", PREFIX: "images/" };
  const SESSION = {
    ACCESS_KEY_ID: "ASIACANARYACCESSKEY1",
    SECRET_ACCESS_KEY: 'CANARY/secret+key with "quotes"',
    SESSION_TOKEN: "CANARYsessionToken==",
  };

  it("uploads with the secret that the workflow's own step writes, and prints nothing of it", async () => {
    const { jobs } = parse(readFileSync(join(PROJECT, "workflows/openhands-chained-build.yml"), "utf8"));
    const steps = jobs.build.steps as RunStep[];
    const keep = steps.find(({ name }) => name === "Write its credentials to a file") as RunStep;
    const job = new WorkflowJob({});
    const kept = await job.run({ ...keep, env: SESSION });
    const file = join(job.temporary, "credentials.json");
    expect({ kept, mode: statSync(file).mode & 0o777 }).toEqual({
      kept: { code: 0, stdout: "", stderr: "" },
      mode: 0o600,
    });
    cpSync(file, credentials);
    const forget = steps.find(({ name }) => name === "Delete the credentials") as RunStep;
    await job.run(forget);
    expect(() => statSync(file)).toThrow(/ENOENT/);
    job.close();

    const uploaded = await upload(ARGS);
    expect(uploaded).toMatchObject({ code: 0, stdout: "uploaded s3://artifacts/images/hello.txt\n" });
    expect(uploaded.stderr).not.toContain("CANARY");
    const object = await fetch(`${aws.endpoint}/artifacts/images/hello.txt`, {
      headers: { Authorization: "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/s3/aws4_request" },
    });
    expect(await object.text()).toBe(readFileSync(join(context, "artifacts/hello.txt"), "utf8"));
  });

  it.each([
    ["not JSON", "CANARY not json", "is not JSON with AccessKeyId"],
    ["without a token", '{"AccessKeyId": "CANARY", "SecretAccessKey": "CANARY"}', "is not JSON with AccessKeyId"],
  ])("says what is wrong with a secret that is %s, and nothing of it", async (_, text, message) => {
    writeFileSync(credentials, text);
    const { code, stdout, stderr } = await upload(ARGS);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stdout + stderr).not.toContain("CANARY");
  });

  it("says how to mount a secret that is not there", async () => {
    rmSync(credentials);
    expect(await upload(ARGS)).toMatchObject({ code: 1, stderr: expect.stringContaining("--mount=type=secret") });
  });

  it("does not build without a bucket", async () => {
    expect(await upload({ REGION: "eu-central-1" })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("REGION and BUCKET must be set"),
    });
  });
}, ["bash", "jq"]);
