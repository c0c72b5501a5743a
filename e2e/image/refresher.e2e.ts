import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { PYTHON } from "../../embedded/requirements";
import { run } from "../../embedded/run";
import { askCredentialProcess } from "../support/credential-process";
import { describeEmbedded } from "../support/embedded";
import { type Behaviour, FaultySts } from "../support/faulty-sts";
import { environment, PRINCIPAL_SECRET, PROGRAM, Refresher, readCredentials, sleep } from "../support/refresher";
import { SandboxReader } from "../support/sandbox-reader";

const ROOT = process.getuid?.() === 0;
const answer = (lifetime: number, ahead = 0): Behaviour => ({ kind: "answer", lifetime, ahead });
const refusal = (code: string, status = 403): Behaviour => ({ kind: "error", status, code });

describeEmbedded("the refresher", () => {
  let aws: EmbeddedAws;
  let sts: FaultySts;
  let directory: string;
  const running: Refresher[] = [];
  const reading: SandboxReader[] = [];

  beforeAll(async () => {
    aws = await startEmbeddedAws("123456789012");
  }, 60_000);
  afterAll(() => aws?.stop());

  beforeEach(async () => {
    sts = await FaultySts.start(aws.endpoint);
    directory = join(mkdtempSync(join(tmpdir(), "openhands-aws-refresher-")), "pod");
  });
  afterEach(async () => {
    for (const reader of reading.splice(0)) await reader.stop();
    for (const refresher of running.splice(0)) await refresher.end("SIGKILL");
    sts.stop();
    rmSync(join(directory, ".."), { recursive: true });
  });

  async function start(more: Record<string, string> = {}, program?: readonly string[]): Promise<Refresher> {
    const refresher = await Refresher.start(directory, sts.endpoint, more, program);
    running.push(refresher);
    return refresher;
  }

  function read(file: string, ahead = 0): SandboxReader {
    const reader = new SandboxReader(file, sts, ahead);
    reading.push(reader);
    return reader;
  }

  it("writes what STS gave, for the sandbox's user only, and removes it when it is stopped", async () => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const owner = ROOT ? 1000 : (process.getuid?.() ?? 0);
    const refresher = await start({
      OPENHANDS_AWS_SESSION_POLICY: policy,
      OPENHANDS_AWS_SESSION_SECONDS: "900",
      OPENHANDS_AWS_OWNER_UID: String(owner),
    });
    await refresher.healthy();

    expect(Object.fromEntries(sts.requests[0] ?? [])).toMatchObject({
      Action: "AssumeRole",
      RoleArn: "arn:aws:iam::123456789012:role/openhands-runtime-role",
      RoleSessionName: "openhands-5f0c9a52-7a0e-4c63-9d6e-0a3a6b6f3b11",
      DurationSeconds: "900",
      Policy: policy,
    });
    const { mode, uid } = statSync(refresher.file);
    expect({ mode: (mode & 0o777).toString(8), uid }).toEqual({ mode: "440", uid: owner });
    expect((statSync(directory).mode & 0o777).toString(8)).toBe(ROOT ? "711" : "700");
    expect(refresher.files()).toEqual(["credentials.json"]);
    expect(await callerOf(refresher.file)).toMatch(/:assumed-role\/openhands-runtime-role\/openhands-5f0c9a52-/);

    expect(await refresher.end("SIGTERM")).toBe(0);
    expect(existsSync(directory)).toBe(false);
    expect(refresher.output).toContain("stopped");
  }, 30_000);

  it("renews before the end, again and again, without a gap", async () => {
    sts.behaviour = answer(3);
    const refresher = await start();
    await refresher.healthy();
    const reader = read(refresher.file);
    await sleep(6000);
    const { keys, wrong, expired, absent, reads } = await reader.stop();
    expect({ wrong, expired, absent }).toEqual({ wrong: [], expired: 0, absent: 0 });
    expect(keys.length).toBeGreaterThanOrEqual(4);
    expect(reads).toBeGreaterThan(1000);
  }, 30_000);

  it("keeps the old credentials during every fault that ends before they do", async () => {
    sts.behaviour = answer(5);
    const refresher = await start();
    await refresher.healthy();
    const reader = read(refresher.file);
    const faults: Behaviour[] = [
      refusal("InternalFailure", 500),
      refusal("Throttling", 400),
      { kind: "reset" },
      { kind: "half" },
      { kind: "nonsense" },
      answer(-5),
    ];
    for (const fault of faults) {
      const { failures } = await refresher.health();
      sts.behaviour = fault;
      await refresher.until(`failed by ${JSON.stringify(fault)}`, async () => {
        const report = await refresher.health();
        return report.failures > failures && report.valid;
      });
      sts.behaviour = answer(5);
      await refresher.until("recovered", async () => (await refresher.health()).failures === 0);
    }
    const { wrong, expired, absent, keys } = await reader.stop();
    expect({ wrong, expired, absent }).toEqual({ wrong: [], expired: 0, absent: 0 });
    expect(keys.length).toBeGreaterThan(faults.length);
  }, 60_000);

  it("removes expired credentials, says so, and recovers", async () => {
    sts.behaviour = answer(3);
    const refresher = await start();
    await refresher.healthy();
    const reader = read(refresher.file);
    sts.behaviour = refusal("ServiceUnavailable", 503);
    await refresher.until("reported", () => refresher.output.includes("expired and were removed"));
    expect(existsSync(refresher.file)).toBe(false);
    expect(await refresher.health()).toMatchObject({
      status: 503,
      valid: false,
      expiration: null,
      error: "STS answered ServiceUnavailable (HTTP 503)",
    });
    sts.behaviour = answer(60);
    await refresher.healthy();
    expect((await reader.stop()).wrong).toEqual([]);
  }, 60_000);

  it("limits the wait for an answer, and stops at once during it", async () => {
    sts.behaviour = { kind: "silence" };
    const refresher = await start();
    await refresher.until("given up", () => refresher.output.includes("no answer from STS: ReadTimeoutError"));
    await refresher.until("asked again", () => sts.requests.length === 2);
    expect(await refresher.end("SIGTERM")).toBe(0);
    // Had it waited for the second answer, it would have given that up too.
    expect(refresher.output.match(/no answer from STS/g)).toHaveLength(1);
  }, 30_000);

  it.each([-7200, 7200])(
    "goes by STS' clock, which is %d s ahead, and warns",
    async (ahead) => {
      sts.behaviour = answer(3, ahead);
      const refresher = await start();
      await refresher.healthy();
      const reader = read(refresher.file, ahead);
      await refresher.until("renewed twice", () => sts.requests.length >= 3);
      const { wrong, expired, absent } = await reader.stop();
      expect({ wrong, expired, absent }).toEqual({ wrong: [], expired: 0, absent: 0 });
      expect(refresher.output).toContain("this machine's clock is");
    },
    30_000,
  );

  it("blames the clock for a rejected signature if the clock is wrong", async () => {
    sts.behaviour = { kind: "error", status: 403, code: "SignatureDoesNotMatch", ahead: 950 };
    const refresher = await start();
    await refresher.until("reported", async () => /clock is -9\d\d s off/.test((await refresher.health()).error ?? ""));
    sts.behaviour = answer(60);
    await refresher.healthy();
  }, 30_000);

  it.each(["InvalidClientTokenId", "ExpiredToken", "SignatureDoesNotMatch"])(
    "ends when its key is refused (%s), so that its next start reads the Secret again; what is valid stays",
    async (code) => {
      sts.behaviour = answer(4);
      const refresher = await start();
      await refresher.healthy();
      sts.behaviour = refusal(code);
      expect(await refresher.ended).toBe(1);
      expect(refresher.output).toContain(`STS rejected AWS_ACCESS_KEY_ID (${code})`);
      expect(sts.issued.has(readCredentials(refresher.file).AccessKeyId)).toBe(true);
    },
    30_000,
  );

  it("waits for a trust policy that does not accept it yet, and says what is missing", async () => {
    sts.behaviour = refusal("AccessDenied");
    const refresher = await start();
    await refresher.until("reported", async () => (await refresher.health()).failures > 1);
    expect((await refresher.health()).error).toContain("the role's trust policy does not allow this principal");
    sts.behaviour = answer(60);
    await refresher.healthy();
  }, 30_000);

  it("ends where STS rejects the policy: only another configuration helps", async () => {
    sts.behaviour = refusal("PackedPolicyTooLarge", 400);
    const refresher = await start();
    expect(await refresher.ended).toBe(2);
    expect(refresher.output).toContain("OPENHANDS_AWS_SESSION_POLICY is too long");
  }, 30_000);

  it("serves a sandbox that keeps calling its credential process, without a gap", async () => {
    sts.behaviour = answer(6);
    const refresher = await start();
    await refresher.healthy();
    const keys = new Set<string>();
    const end = Date.now() + 9000;
    while (Date.now() < end) {
      const { code, stdout, stderr } = await askCredentialProcess(refresher.file);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(stdout);
      expect(sts.issued.get(AccessKeyId)).toEqual({
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      });
      keys.add(AccessKeyId);
    }
    expect(keys.size).toBeGreaterThanOrEqual(3);
  }, 30_000);

  it("keeps the old complete file when the disk is full, and renews when there is room again", async () => {
    sts.behaviour = answer(12);
    mkdirSync(directory);
    const resize = (options: string) => execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", directory]);
    resize("size=4k,mode=0700"); // Room for one file.
    try {
      const refresher = await start();
      await refresher.healthy();
      const reader = read(refresher.file);
      await refresher.until("failed", async () => (await refresher.health()).failures > 0);
      expect((await refresher.health()).error).toMatch(/credentials\.json cannot be written: No space left on device/);
      expect(refresher.files()).toEqual(["credentials.json"]);
      resize("remount,size=64k");
      await refresher.until("renewed", async () => (await refresher.health()).failures === 0);
      const { wrong, expired, absent, keys } = await reader.stop();
      expect({ wrong, expired, absent }).toEqual({ wrong: [], expired: 0, absent: 0 });
      expect(keys).toHaveLength(2);
      await refresher.end("SIGTERM");
      expect(refresher.files()).toEqual([]); // A mount stays.
    } finally {
      for (const refresher of running.splice(0)) await refresher.end("SIGKILL");
      execFileSync("umount", [directory]);
    }
  }, 30_000);

  it("leaves the old file when killed between writing and renaming, and the next run keeps it", async () => {
    const first = await start();
    await first.healthy();
    const { AccessKeyId } = readCredentials(first.file);
    await first.end("SIGKILL");

    const killed = `
import os, runpy, signal
os.rename = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
runpy.run_path(${JSON.stringify(PROGRAM)}, run_name="__main__")`;
    const second = await start({}, ["-c", killed]);
    expect(await second.ended).toBe(null); // By the signal.
    expect(sts.issued.size).toBe(2);
    expect(readCredentials(second.file).AccessKeyId).toBe(AccessKeyId);
    expect(second.files()).toHaveLength(2);

    sts.behaviour = refusal("ServiceUnavailable", 503);
    const next = await start();
    await next.until("failing", async () => (await next.health()).failures > 0);
    expect(next.files()).toEqual(["credentials.json"]);
    expect(readCredentials(next.file).AccessKeyId).toBe(AccessKeyId);
  }, 30_000);

  it("leaves a complete file or none when killed at any point, and the next run cleans up", async () => {
    sts.behaviour = answer(0.05); // Written some thirty times a second.
    const reader = read(join(directory, "credentials.json"));
    for (let round = 0; round < 12; round++) {
      const refresher = await start();
      await refresher.until("writing", () => refresher.output.split("renewed").length > 3);
      await sleep(Math.random() * 60);
      await refresher.end("SIGKILL");
    }
    const { wrong, keys } = await reader.stop();
    expect(wrong).toEqual([]);
    expect(keys.length).toBeGreaterThan(12);

    writeFileSync(join(directory, ".credentials.json.killed"), '{"Version":1,"Acc');
    sts.behaviour = answer(60);
    const last = await start();
    await last.healthy();
    expect(last.files()).toEqual(["credentials.json"]);
  }, 60_000);

  it("keeps what an earlier run has written as long as it is valid, and no longer", async () => {
    const first = await start();
    await first.healthy();
    const { AccessKeyId } = readCredentials(first.file);
    await first.end("SIGKILL");

    sts.behaviour = refusal("ServiceUnavailable", 503);
    const second = await start();
    await second.until("failing, but valid", async () => {
      const { failures, status } = await second.health();
      return failures > 0 && status === 200;
    });
    expect(readCredentials(second.file).AccessKeyId).toBe(AccessKeyId);
    await second.end("SIGKILL");

    const stale = { ...readCredentials(second.file), Expiration: "2020-01-01T00:00:00Z" };
    for (const text of [JSON.stringify(stale), "{", ""]) {
      chmodSync(second.file, 0o600);
      writeFileSync(second.file, text);
      const third = await start();
      await third.until("failing", async () => (await third.health()).status === 503);
      expect(third.files()).toEqual([]);
      await third.end("SIGKILL");
      writeFileSync(second.file, "");
    }
  }, 60_000);

  it("reveals no secret, neither in its log nor in its health report", async () => {
    sts.behaviour = answer(3);
    const refresher = await start({ AWS_SESSION_TOKEN: `${PRINCIPAL_SECRET}-token` });
    await refresher.healthy();
    const heard = [JSON.stringify(await refresher.health())];
    for (const behaviour of [{ kind: "half" } as const, refusal("AccessDenied")]) {
      const { failures } = await refresher.health();
      sts.behaviour = behaviour;
      await refresher.until("failed", async () => (await refresher.health()).failures > failures);
      heard.push(JSON.stringify(await refresher.health()), JSON.stringify(await refresher.health("/other")));
    }
    sts.behaviour = refusal("SignatureDoesNotMatch");
    await refresher.ended;
    heard.push(refresher.output);

    const issued = [...sts.issued.values()].flatMap((given) => Object.values(given) as string[]);
    expect(issued.length).toBeGreaterThanOrEqual(6);
    const secrets = [PRINCIPAL_SECRET, "AKIACANARY", sts.quoted, ...issued];
    expect(secrets.filter((secret) => heard.join().includes(secret))).toEqual([]);
    for (const line of refresher.output.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("message");
  }, 30_000);

  it("reports all errors of a wrong configuration, before it calls anything", async () => {
    const wrong = {
      OPENHANDS_AWS_ROLE_ARN: "openhands-runtime-role",
      OPENHANDS_AWS_SESSION_NAME: "a/b",
      OPENHANDS_AWS_SESSION_POLICY: `{"a":"${"x".repeat(2048)}"}`,
      OPENHANDS_AWS_SESSION_SECONDS: "899",
      OPENHANDS_AWS_DIRECTORY: "run",
      OPENHANDS_AWS_OWNER_UID: "openhands",
      OPENHANDS_AWS_HEALTH_PORT: "0",
      AWS_REGION: "",
      AWS_SECRET_ACCESS_KEY: undefined,
    };
    expect(await refused(wrong)).toEqual([
      "OPENHANDS_AWS_ROLE_ARN must be a role's ARN",
      "OPENHANDS_AWS_SESSION_NAME must be 2 to 64 of A-Z a-z 0-9 _+=,.@-",
      "OPENHANDS_AWS_SESSION_SECONDS must be 900 to 43200",
      "OPENHANDS_AWS_DIRECTORY must be an absolute path",
      "OPENHANDS_AWS_OWNER_UID must be 0 to 4294967294",
      "OPENHANDS_AWS_HEALTH_PORT must be 1 to 65535",
      "OPENHANDS_AWS_SESSION_POLICY must be a policy in JSON of at most 2048 characters, or not set",
      "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must both be set, or neither",
      "AWS_REGION must be the region whose STS is called",
    ]);
    expect(await refused({ OPENHANDS_AWS_SESSION_POLICY: "{", OPENHANDS_AWS_ROLE_ARN: undefined })).toEqual([
      "OPENHANDS_AWS_ROLE_ARN must be a role's ARN",
      "it is not set",
      "OPENHANDS_AWS_SESSION_POLICY must be a policy in JSON of at most 2048 characters, or not set",
    ]);
    expect(sts.requests).toEqual([]);
  }, 30_000);

  type Unusable = [string, string, (directory: string) => void];
  const ANOTHER_OWNERS: Unusable = [
    "another user's directory",
    "cannot be used: it belongs to uid 1000",
    (path) => {
      mkdirSync(path);
      chownSync(path, 1000, 1000);
    },
  ];
  it.each<Unusable>([
    ["a link", "cannot be used: Not a directory", (path) => symlinkSync(tmpdir(), path)],
    ["a file", "cannot be used: File exists", (path) => writeFileSync(path, "")],
    [
      "a directory that others may write in",
      "others may write to it",
      (path) => {
        mkdirSync(path);
        chmodSync(path, 0o777);
      },
    ],
    ...(ROOT ? [ANOTHER_OWNERS] : []),
  ])(
    "refuses %s in place of its directory",
    async (_, message, make) => {
      make(directory);
      const refresher = await start();
      expect(await refresher.ended).toBe(2);
      expect(refresher.output).toContain(message);
      expect(sts.requests).toEqual([]);
    },
    30_000,
  );

  it("uses the directory that the kubelet has created, and opens no more of it than the sandbox needs", async () => {
    mkdirSync(directory, 0o750);
    const refresher = await start(ROOT ? { OPENHANDS_AWS_OWNER_UID: "1000" } : {});
    await refresher.healthy();
    expect((statSync(directory).mode & 0o777).toString(8)).toBe(ROOT ? "751" : "750");
  }, 30_000);

  /** The problems that the program names before it ends. */
  async function refused(wrong: Record<string, string | undefined>): Promise<string[]> {
    const env = { ...environment(directory, sts.endpoint, 1), ...wrong };
    const { code, stderr } = await run(PYTHON, ["-I", PROGRAM], { cwd: tmpdir(), env });
    expect(code).toBe(2);
    return JSON.parse(stderr).message.split("; ");
  }

  /** The identity of these credentials. */
  async function callerOf(file: string): Promise<string> {
    const { AccessKeyId, SecretAccessKey, SessionToken } = readCredentials(file);
    const env = {
      ...aws.env,
      AWS_ACCESS_KEY_ID: AccessKeyId,
      AWS_SECRET_ACCESS_KEY: SecretAccessKey,
      AWS_SESSION_TOKEN: SessionToken,
    };
    const program = 'import boto3; print(boto3.client("sts", "us-east-1").get_caller_identity()["Arn"])';
    return (await run(PYTHON, ["-c", program], { cwd: tmpdir(), env })).stdout;
  }
});
