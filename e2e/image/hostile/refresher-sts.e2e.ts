import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded/aws";
import { type Behaviour, FaultySts } from "../../support/faulty-sts";
import { PROGRAM, Refresher, ROLE } from "../../support/refresher";

const CANARY = "CANARYdOfTheAnswer";
const session = (change: Record<string, string> = {}) =>
  Object.entries({
    AccessKeyId: "ASIACANARY0000000000",
    SecretAccessKey: "canary/secret",
    SessionToken: "canary//token",
    Expiration: "2099-12-31T23:59:59Z",
    ...change,
  })
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("");
const xml = (credentials: string) =>
  `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const gives = (change: Record<string, string>): Behaviour => ({ kind: "raw", body: xml(session(change)) });
const raw = (body: string, status = 200, date?: string): Behaviour => ({ kind: "raw", body, status, date });
const error = (code: string, message = CANARY) =>
  `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
/** Entities that expand to gigabytes. */
const BOMB = `<!DOCTYPE x [<!ENTITY a "${"a".repeat(50_000)}"><!ENTITY b "${"&a;".repeat(4000)}">]><x>${"&b;".repeat(100)}</x>`;

/** What STS does, and what the refresher reports, in its own words. */
const ROWS: readonly [name: string, behaviour: Behaviour, says: RegExp][] = [
  ["an endless answer", { kind: "endless" }, /no answer from STS: it is longer than 65536 bytes/],
  ["an answer of 70000 bytes", raw(" ".repeat(70_000)), /no answer from STS: it is longer than 65536 bytes/],
  ["an error of 70000 bytes", raw(error("Busy", "x".repeat(70_000)), 503), /it is longer than 65536 bytes/],
  ["a secret in an error's message", raw(error("Busy"), 400), /STS answered Busy \(HTTP 400\)/],
  ["a secret in an error's code", raw(error(`${CANARY}0`), 400), /STS answered an unknown code \(HTTP 400\)/],
  ["a newline in an error's code", raw(error(`A&#10;B`), 400), /STS answered an unknown code \(HTTP 400\)/],
  ["a huge code", raw(error("A".repeat(60_000)), 400), /STS answered an unknown code \(HTTP 400\)/],
  ["no code", raw("<ErrorResponse/>", 400), /(STS answered an unknown code|no answer from STS)/],
  [
    "a date in the year 99999999999",
    raw(error("Busy"), 503, "Mon, 01 Jan 99999999999 00:00:00 GMT"),
    /STS answered Busy/,
  ],
  ["a date in the year 1", raw(error("Busy"), 503, "Mon, 01 Jan 0001 00:00:00 -0000"), /STS answered Busy/],
  ["nothing", raw(""), /no answer from STS: \w+|incomplete answer/],
  ["JSON", raw(JSON.stringify({ Credentials: CANARY })), /no answer from STS: \w+/],
  ["bytes that are not text", raw("\u0000\ufffd\u0001"), /no answer from STS: \w+/],
  ["XML that expands", raw(BOMB), /no answer from STS: \w+/],
  ["XML of 8000 levels", raw("<a>".repeat(8000)), /no answer from STS: \w+/],
  ["an end in the year 10000", gives({ Expiration: "10000-01-01T00:00:00Z" }), /no answer from STS: \w+/],
  [
    "an end after the year 9999",
    gives({ Expiration: "9999-12-31T23:59:59-23:00" }),
    /no answer from STS: OverflowError/,
  ],
  ["words as its end", gives({ Expiration: CANARY }), /no answer from STS: \w+/],
  ["no token", raw(xml(session({ SessionToken: "" }))), /STS gave an incomplete answer/],
  ["a newline in a key", gives({ AccessKeyId: "ASIA&#10;CANARY" }), /STS gave an incomplete answer/],
  ["a quote in a secret", gives({ SecretAccessKey: "a&quot;b" }), /STS gave an incomplete answer/],
  ["a backslash in a token", gives({ SessionToken: "a\\b" }), /STS gave an incomplete answer/],
  ["a token of 20000 bytes", gives({ SessionToken: "x".repeat(20_000) }), /STS gave an incomplete answer/],
];

let aws: EmbeddedAws;
let sts: FaultySts;
let folder: string;
let refresher: Refresher;
beforeAll(async () => {
  aws = await startEmbeddedAws("123456789012");
  sts = await FaultySts.start(aws.endpoint);
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-hostile-"));
}, 60_000);
afterAll(async () => {
  sts?.stop();
  await aws?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("survives when STS gives", () => {
  afterEach(() => refresher.end("SIGKILL"));

  it.each(ROWS)("%s", async (_name, behaviour, says) => {
    sts.behaviour = behaviour;
    refresher = await Refresher.start(join(folder, "pod"), sts.endpoint);
    await refresher.until("failed", async () => (await refresher.health()).failures > 0);
    const report = await refresher.health();
    expect(report.error).toMatch(says);
    sts.behaviour = { kind: "answer", lifetime: 60 };
    await refresher.healthy();
    expect(JSON.stringify(report) + refresher.output).not.toMatch(new RegExp(`${CANARY}|canary`));
    await refresher.end("SIGTERM");
  });

  it("credentials until the year 9999", async () => {
    sts.behaviour = gives({ Expiration: "9999-12-31T23:59:59Z" });
    refresher = await Refresher.start(join(folder, "pod"), sts.endpoint);
    await refresher.healthy();
    expect((await refresher.health()).expiration).toBe("9999-12-31T23:59:59Z");
    await refresher.end("SIGTERM");
  });
});

it("survives when STS gives an answer byte by byte", async () => {
  /** With a limit of 2 s instead of 30 s. */
  const impatient = readFileSync(PROGRAM, "utf8").replace(/^(MOST_SECONDS_OF_AN_ATTEMPT) = 30$/m, "$1 = 2");
  sts.behaviour = { kind: "drip" };
  refresher = await Refresher.start(join(folder, "slow"), sts.endpoint, {}, ["-c", impatient]);
  await refresher.until("given up", () => refresher.output.includes("no answer from STS: it took longer than 2 s"));
  await refresher.end("SIGTERM");
});

/** What uid 4711 has put where the SDK of root reads a token, as a script. */
describe("survives a token file that is", () => {
  const refused = /AWS_WEB_IDENTITY_TOKEN_FILE does not name a file of at most 1048576 bytes/;
  const stranger = (script: string) => execFileSync("/bin/sh", ["-c", script], { cwd: theirs, uid: 4711, gid: 4711 });
  const theirs = join(tmpdir(), `openhands-aws-token-${process.pid}`);
  beforeEach(() => {
    mkdirSync(theirs);
    chownSync(theirs, 4711, 4711);
  });
  afterEach(() => rmSync(theirs, { recursive: true }));

  it.each<[string, string, RegExp]>([
    ["a pipe", "mkfifo token", refused],
    ["a link to /dev/zero", "ln -s /dev/zero token", refused],
    ["a link to /dev/tty", "ln -s /dev/tty token", refused],
    ["of terabytes", "truncate -s 7T token", refused],
    ["not text", "printf '\\377\\376\\0' > token", /no answer from STS: \w+/],
    ["damaged JSON", `echo '{"${CANARY}' > token`, /STS answered|no answer from STS: \w+/],
    ["not there", ":", /no answer from STS: \w+/],
  ])("%s", async (_name, script, says) => {
    stranger(script);
    sts.behaviour = { kind: "error", status: 400, code: "InvalidIdentityToken" };
    refresher = await Refresher.start(join(folder, "pod"), sts.endpoint, {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_ROLE_ARN: ROLE,
      AWS_WEB_IDENTITY_TOKEN_FILE: join(theirs, "token"),
    });
    await refresher.until("failed", async () => (await refresher.health()).failures > 0);
    expect((await refresher.health()).error).toMatch(says);
    expect(refresher.output).not.toContain(CANARY);
    stranger("rm -f token; echo header.payload.signature > token");
    sts.behaviour = { kind: "answer", lifetime: 60 };
    await refresher.healthy();
    await refresher.end("SIGTERM");
  });
});
