import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded/aws";
import { FaultySts } from "../../support/faulty-sts";
import { type Refresher, readCredentials } from "../../support/refresher";
import { builtImages } from "../support/images";
import { Sandbox } from "../support/sandbox";
import { mountDirectory, NODE, POD, type Sidecar, startSidecar } from "../support/sidecar";

/** Neither the refresher's user nor the file's. */
const STRANGER = 4711;

const DOCUMENT = {
  Version: 1,
  AccessKeyId: "ASIACANARY0000000000",
  SecretAccessKey: "canary/secret",
  SessionToken: "canary//token",
  Expiration: "2099-12-31T23:59:59Z",
};
const WHOLE = JSON.stringify(DOCUMENT);
const but = (change: object) => JSON.stringify({ ...DOCUMENT, ...change });

/** What another user has put in the place of credentials.json, as a script that it runs in the directory. */
interface Planted {
  readonly name: string;
  readonly script?: string;
  /** The script's standard input. */
  readonly holds?: string | Buffer;
}
const WRITE = "cat > credentials.json";
/** `beside` is a file with credentials, of the user whose file credentials.json would be. */
const STRANGERS: readonly Planted[] = [
  { name: "a pipe", script: "mkfifo credentials.json" },
  { name: "a link to /dev/zero", script: "ln -s /dev/zero credentials.json" },
  { name: "a link to /dev/tty", script: "ln -s /dev/tty credentials.json" },
  { name: "a link to other credentials", script: "ln -s beside credentials.json" },
  { name: "a link to itself", script: "ln -s credentials.json credentials.json" },
  { name: "a stranger's credentials", holds: WHOLE },
  { name: "a stranger's file of terabytes", script: `${WRITE}; truncate -s 7T credentials.json`, holds: WHOLE },
];
/** By the sandbox's user, to whom the file belongs. */
const OWNERS: readonly Planted[] = [
  { name: "a file of terabytes", script: `${WRITE}; truncate -s 7T credentials.json`, holds: WHOLE },
  { name: "credentials before many blanks", holds: WHOLE.padEnd(70_000) },
  { name: "nothing", holds: "" },
  { name: "half of the credentials", holds: WHOLE.slice(0, 60) },
  { name: "JSON of 60000 levels", holds: "[".repeat(60_000) },
  { name: "a list", holds: `[${WHOLE}]` },
  { name: "a string", holds: JSON.stringify(WHOLE) },
  { name: "a number", holds: "1e999" },
  { name: "null", holds: "null" },
  { name: "bytes that are not text", holds: Buffer.from([0xff, 0xfe, 0x00, 0x7b]) },
  { name: "a number as its end", holds: but({ Expiration: 5 }) },
  { name: "an end in the year 10000", holds: but({ Expiration: "10000-01-01T00:00:00Z" }) },
  { name: "an end after the year 9999", holds: but({ Expiration: "9999-12-31T23:59:59-23:00" }) },
  { name: "an end in the past", holds: but({ Expiration: "2020-01-01T00:00:00Z" }) },
  { name: "a list as a key", holds: but({ AccessKeyId: ["x"] }) },
  { name: "a newline in a key", holds: but({ AccessKeyId: "a\nb" }) },
  { name: "no token", holds: but({ SessionToken: undefined }) },
  { name: "another version", holds: but({ Version: 2 }) },
];

let aws: EmbeddedAws;
let sts: FaultySts;
let sandbox: Sandbox;
let folder: string;
let directory: string;
let file: string;
let refresher: Refresher | undefined;

beforeAll(async () => {
  aws = await startEmbeddedAws("123456789012");
  sts = await FaultySts.start(aws.endpoint);
  sandbox = new Sandbox(builtImages().runtime);
});
afterAll(async () => {
  sandbox?.remove();
  sts?.stop();
  await aws?.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-hostile-"));
  chmodSync(folder, 0o711);
  directory = join(folder, "pod");
  file = join(directory, "credentials.json");
});
afterEach(async () => {
  await refresher?.end("SIGKILL");
  execFileSync("umount", [directory]);
  rmSync(folder, { recursive: true });
});

function prepare(sidecar: Sidecar): void {
  mountDirectory(sidecar, directory);
  const beside = join(directory, "beside");
  writeFileSync(beside, WHOLE);
  chownSync(beside, sidecar.owner, sidecar.owner);
}

/** Lets the user put something where the file would be, while everyone may write to the directory. */
function plant(uid: number, { script = WRITE, holds }: Planted): void {
  rmSync(file, { force: true });
  const { mode } = statSync(directory);
  chmodSync(directory, (mode & 0o7000) | 0o777);
  execFileSync("/bin/sh", ["-c", script], { cwd: directory, uid, gid: uid, input: holds });
  chmodSync(directory, mode & 0o7777);
  expect(lstatSync(file).uid).toBe(uid);
}

const ROWS = [
  ...[NODE, POD].flatMap((sidecar) => STRANGERS.map((planted) => ({ ...planted, by: STRANGER, sidecar }))),
  ...OWNERS.map((planted) => ({ ...planted, by: NODE.owner, sidecar: NODE })),
];

it.each(ROWS)("removes $name, put there by uid $by, as uid $sidecar.uid", async ({ by, sidecar, ...planted }) => {
  prepare(sidecar);
  plant(by, planted);
  sts.behaviour = { kind: "error", status: 503, code: "ServiceUnavailable" };
  refresher = await startSidecar(sidecar, sandbox, directory, sts.endpoint);
  const started = refresher;
  await started.until("failed", async () => (await started.health()).failures > 0);
  expect((await started.health()).status).toBe(503);
  expect(started.files()).toEqual(["beside"]);
  sts.behaviour = { kind: "answer", lifetime: 3600 };
  await started.healthy();
  expect(sts.issued.has(readCredentials(file).AccessKeyId)).toBe(true);
  const { uid, mode } = lstatSync(file);
  expect({ uid, mode: mode.toString(8) }).toEqual({ uid: sidecar.owner, mode: "100440" });
  expect(started.files().sort()).toEqual(["beside", "credentials.json"]);
  expect(readFileSync(join(directory, "beside"), "utf8")).toBe(WHOLE);
});

it.each([NODE, POD])(
  "reports 503 while its file is anything but its valid credentials, as uid $uid",
  async (sidecar) => {
    prepare(sidecar);
    sts.behaviour = { kind: "answer", lifetime: 3600 };
    refresher = await startSidecar(sidecar, sandbox, directory, sts.endpoint);
    await refresher.healthy();
    const good = join(directory, "good");
    renameSync(file, good);
    const reports: Record<string, unknown> = {};
    const ask = async (name: string) => {
      const { status, valid, expiration } = (await refresher?.health()) ?? {};
      reports[name] = { status, valid, expiration };
    };
    await ask("no file");
    for (const planted of STRANGERS) {
      plant(STRANGER, planted);
      await ask(planted.name);
    }
    for (const planted of OWNERS) {
      plant(sidecar.owner, planted);
      await ask(planted.name);
    }
    renameSync(good, file);
    const { mode, gid } = statSync(directory);
    for (const [name, uid, group, bits] of [
      ["a directory that its group may write to", 0, 0, 0o770],
      ["a directory that everyone may write to", 0, gid, 0o777],
      ["a volume of another group", 0, STRANGER, 0o2777],
      ["a stranger's directory", STRANGER, STRANGER, 0o755],
      ["a stranger's volume", STRANGER, gid, 0o2777],
    ] as const) {
      chownSync(directory, uid, group);
      chmodSync(directory, bits);
      await ask(name);
    }
    const bad = { status: 503, valid: false, expiration: null };
    expect(reports).toEqual(Object.fromEntries(Object.keys(reports).map((name) => [name, bad])));
    expect(Object.keys(reports)).toHaveLength(1 + STRANGERS.length + OWNERS.length + 5);
    chownSync(directory, 0, gid);
    chmodSync(directory, mode & 0o7777);
    expect((await refresher.health()).status).toBe(200);
  },
);
