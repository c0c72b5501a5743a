import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { askCredentialProcess } from "../support/credential-process";
import { builtImages } from "./support/images";
import { Sandbox } from "./support/sandbox";

const SESSION = {
  Version: 1,
  AccessKeyId: "ASIACANARY0000000000",
  SecretAccessKey: "canary/secret+key/0123456789abcdefghij==",
  SessionToken: `canary//session+token/${"0123456789abcdef".repeat(20)}==`,
  Expiration: "2099-12-31T23:59:59Z",
};
type Key = keyof typeof SESSION;
const TEXT = JSON.stringify(SESSION);
const without = (key: Key) => JSON.stringify({ ...SESSION, [key]: undefined });
const but = (change: Partial<Record<Key, unknown>>) => JSON.stringify({ ...SESSION, ...change });

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-credential-process-"));
  file = join(folder, "credentials.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ask = () => askCredentialProcess(file);
const answered = (session: object) => ({ code: 0, stdout: `${JSON.stringify(session)}\n`, stderr: "" });

/** Any eight consecutive characters of the secrets. */
const pieces = [SESSION.AccessKeyId, SESSION.SecretAccessKey, SESSION.SessionToken].flatMap((value) =>
  Array.from({ length: value.length - 7 }, (_, start) => value.slice(start, start + 8)),
);

/** @returns the reason */
async function refused(): Promise<string> {
  const { code, stdout, stderr } = await ask();
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^openhands-aws: [^\n]+\n$/);
  expect(pieces.filter((piece) => stderr.includes(piece))).toEqual([]);
  return stderr;
}

describe("answers with what is in the file", () => {
  const backwards = Object.fromEntries(Object.entries(SESSION).reverse());
  it.each([
    ["in one line", TEXT],
    ["with an end of line", `${TEXT}\n`],
    ["over several lines", JSON.stringify(SESSION, null, 2)],
    ["with tabs and Windows' line ends", JSON.stringify(SESSION, null, "\t").replaceAll("\n", "\r\n")],
    ["in another order", JSON.stringify(backwards)],
    ["with more than the SDKs know", but({ Note: "x" } as object)],
  ])("%s", async (_, text) => {
    writeFileSync(file, text);
    expect(await ask()).toEqual(answered(SESSION));
  });

  it.each(["2099-12-31T23:59:59+00:00", "2099-12-31T23:59:59.123456Z", "2099-12-31T23:59:59.1+00:00"])(
    "with the end at %s",
    async (Expiration) => {
      writeFileSync(file, but({ Expiration }));
      expect(await ask()).toEqual(answered({ ...SESSION, Expiration }));
    },
  );

  it("through a link", async () => {
    writeFileSync(join(folder, "other"), TEXT);
    symlinkSync("other", file);
    expect(await ask()).toEqual(answered(SESSION));
  });
});

it.each<[string, string | Buffer, string]>([
  ["is empty", "", "incomplete"],
  ["holds white space alone", " \n", "incomplete"],
  ["is not JSON", "canary", "incomplete"],
  ["is a list", `[${TEXT}]`, "incomplete"],
  ["is a string", JSON.stringify(TEXT), "incomplete"],
  ["has no Version", without("Version"), "does not have Version 1"],
  ["has Version 2", but({ Version: 2 }), "does not have Version 1"],
  ["has Version 10", but({ Version: 10 }), "does not have Version 1"],
  ["has its Version as a string", but({ Version: "1" }), "does not have Version 1"],
  ...(["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"] as const).flatMap(
    (key): [string, string, string][] => [
      [`has no ${key}`, without(key), `has no ${key}`],
      [`has an empty ${key}`, but({ [key]: "" }), `its ${key} is empty`],
      [`has a number for ${key}`, but({ [key]: 7 }), `has no ${key}`],
      [`has null for ${key}`, but({ [key]: null }), `has no ${key}`],
      [`has a list for ${key}`, but({ [key]: ["x"] }), "one flat JSON object"],
      [`has an object for ${key}`, but({ [key]: { a: "x" } }), "one flat JSON object"],
      [`has a quote in ${key}`, but({ [key]: 'a"b' }), "one flat JSON object"],
      [`has a control character in ${key}`, but({ [key]: "a\u0007b" }), `its ${key} is empty or contains a character`],
    ],
  ),
  ["has ended", but({ Expiration: "2020-01-01T00:00:00Z" }), "expired at 2020-01-01T00:00:00Z"],
  ["has a word as its end", but({ Expiration: "soon" }), "is not a time in UTC"],
  ["ends in another time zone", but({ Expiration: "2099-12-31T23:59:59+09:00" }), "is not a time in UTC"],
  ["ends in no time zone", but({ Expiration: "2099-12-31T23:59:59" }), "is not a time in UTC"],
  ["has a secret for its end", but({ Expiration: SESSION.SecretAccessKey }), "is not a time in UTC"],
  ["is not of UTF-8", Buffer.from(TEXT.replace("/secret", "\xff\xfe"), "latin1"), "its SecretAccessKey is empty or"],
  ["has letters that no key has", but({ SessionToken: "cl\u00e9" }), "its SessionToken is empty or"],
  ["begins with a byte order mark", `\ufeff${TEXT}`, "incomplete"],
  ["is full of zeros", Buffer.alloc(4096), "incomplete"],
  ["is huge", "x".repeat(64 * 2 ** 20), "longer than 65536 bytes"],
  ["is huge and looks right", but({ SessionToken: "x".repeat(64 * 2 ** 20) }), "longer than 65536 bytes"],
])("refuses a file that %s, and says so", async (_, content, reason) => {
  writeFileSync(file, content);
  expect(await refused()).toContain(reason);
});

it("refuses a file that is cut off at any byte", async () => {
  for (let length = 0; length < TEXT.length; length++) {
    writeFileSync(file, TEXT.slice(0, length));
    expect(await refused()).toContain("incomplete");
  }
}, 120_000);

it("gives a complete answer or a reason without a secret, whatever happened to the file", async () => {
  const place = fc.nat(TEXT.length);
  const orders = fc.shuffledSubarray(Object.entries(SESSION), { minLength: 5 }).map(Object.fromEntries);
  await fc.assert(
    fc.asyncProperty(orders, place, place, fc.uint8Array({ maxLength: 4 }), async (session, one, other, bytes) => {
      const text = Buffer.from(JSON.stringify(session));
      const [start, end] = [Math.min(one, other), Math.max(one, other)];
      writeFileSync(file, Buffer.concat([text.subarray(0, start), bytes, text.subarray(end)]));
      const { code, stdout } = await ask();
      if (code !== 0) await refused();
      else
        expect(JSON.parse(stdout)).toEqual({
          Version: 1,
          AccessKeyId: expect.stringMatching(/^[!-~]+$/),
          SecretAccessKey: expect.stringMatching(/^[!-~]+$/),
          SessionToken: expect.stringMatching(/^[!-~]+$/),
          Expiration: expect.stringMatching(/^\d{4}-[0-1]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d/),
        });
    }),
    { numRuns: 300 },
  );
}, 120_000);

it.each<[string, () => void, string]>([
  ["is not there", () => {}, "does not exist, and neither the environment nor a web identity has any"],
  ["is a link to nowhere", () => symlinkSync("nowhere", file), "does not exist"],
  ["is a link to itself", () => symlinkSync("credentials.json", file), "does not exist"],
  ["is a directory", () => mkdirSync(file), "is not a file that uid"],
  ["is a pipe, which would be waited for", () => void execFileSync("mkfifo", [file]), "is not a file that uid"],
])("says that the file %s", async (_, make, reason) => {
  make();
  expect(await refused()).toContain(reason);
});

it("says that this user may not read another user's file", async () => {
  writeFileSync(file, TEXT, { mode: 0o400 });
  chmodSync(folder, 0o755);
  const sandbox = new Sandbox(builtImages().runtime);
  try {
    const { code, stdout, stderr } = await sandbox.run(["/opt/openhands-aws/bin/credential-process"], {
      user: "1000",
      entrypoint: [],
      volumes: { "/run/openhands-aws": folder },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("is not a file that uid 1000 can read: the refresher must write it for this uid.");
  } finally {
    sandbox.remove();
  }
});

it("gives one or the other of two files that keep replacing each other", async () => {
  const sessions = [SESSION, { ...SESSION, SecretAccessKey: "another/secret", SessionToken: "t".repeat(2000) }];
  const whole = sessions.map(answered);
  let writing = true;
  const written = (async () => {
    for (let number = 0; writing; number++) {
      writeFileSync(`${file}.new`, JSON.stringify(sessions[number % 2]));
      renameSync(`${file}.new`, file);
      await new Promise(setImmediate);
    }
  })();
  try {
    for (let time = 0; time < 200; time++) expect(whole).toContainEqual(await ask());
  } finally {
    writing = false;
    await written;
  }
}, 60_000);
