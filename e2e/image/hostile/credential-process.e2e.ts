import { builtImages } from "../support/images";
import { Sandbox } from "../support/sandbox";

const SESSION = {
  Version: 1,
  AccessKeyId: "ASIACANARY0000000000",
  SecretAccessKey: "canary/secret+key==",
  SessionToken: "canary//session+token==",
  Expiration: "2099-12-31T23:59:59Z",
};
type Key = keyof typeof SESSION;
const KEYS = ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"] as const;
const WHOLE = JSON.stringify(SESSION);

/** With something raw inside a value, which valid JSON cannot have. */
const inside = (key: Key, what: string) => {
  const value = String(SESSION[key]);
  return WHOLE.replace(value, `${value.slice(0, 6)}${what}${value.slice(6)}`);
};
const DAMAGED = "incomplete or damaged: it does not contain one flat JSON object";
const LONG = "is longer than 65536 bytes";

interface Row {
  readonly name: string;
  /** What another user has written to the file; or the script that it runs in its folder. */
  readonly holds?: string;
  readonly does?: string;
  readonly says: string;
}

const ROWS: readonly Row[] = [
  ...KEYS.flatMap((key): Row[] => [
    { name: `a blank in ${key}`, holds: inside(key, " "), says: `its ${key} is ` },
    { name: `a newline in ${key}`, holds: inside(key, "\n"), says: `its ${key} is ` },
    { name: `NUL in ${key}`, holds: inside(key, "\0"), says: `its ${key} is ` },
    { name: `${key} twice`, holds: WHOLE.replace("}", `,"${key}":"another"}`), says: `it has ${key} twice` },
  ]),
  { name: "NUL between two keys", holds: WHOLE.replace(",", "\0,"), says: DAMAGED },
  { name: "NUL at its end", holds: `${WHOLE}\0`, says: DAMAGED },
  { name: "a second object after it", holds: `${WHOLE}${WHOLE}`, says: DAMAGED },
  { name: "another brace after it", holds: `${WHOLE}}`, says: DAMAGED },
  { name: "a quote after it", holds: `${WHOLE}"`, says: DAMAGED },
  { name: "a string before it", holds: `"x"${WHOLE}`, says: DAMAGED },
  { name: "a list's bracket", holds: `[${WHOLE.slice(1)}`, says: DAMAGED },
  { name: "a newline in another value", holds: WHOLE.replace("}", ',"x":"y\nz"}'), says: DAMAGED },
  { name: "the keys one level down", holds: `{"x":${WHOLE}}`, says: DAMAGED },
  { name: "an object beside the keys", holds: WHOLE.replace("}", ',"x":{}}'), says: DAMAGED },
  { name: "an extra comma", holds: WHOLE.replace("}", ",}"), says: DAMAGED },
  { name: "a missing comma", holds: WHOLE.replace('","', '" "'), says: DAMAGED },
  { name: "a missing colon", holds: WHOLE.replace('Id":', 'Id" '), says: DAMAGED },
  { name: "a key alone", holds: WHOLE.replace("}", ',"x"}'), says: DAMAGED },
  { name: "two values in a row", holds: WHOLE.replace(":1,", ":1 1,"), says: DAMAGED },
  { name: "a key with an escape", holds: WHOLE.replace("}", ',"x\\"y":"z"}'), says: DAMAGED },
  { name: "an end in the 13th month", holds: WHOLE.replace("-12-", "-13-"), says: "is not a time in UTC" },
  { name: "an end on 31 February", holds: WHOLE.replace("-12-", "-02-"), says: "is not a time in UTC" },
  { name: "an end in the year 10000", holds: WHOLE.replace("2099", "10000"), says: "is not a time in UTC" },
  { name: "words in its end", holds: WHOLE.replace("59Z", "59.1canaryZ"), says: "is not a time in UTC" },
  { name: "thousands of blanks after it", holds: WHOLE.padEnd(70_000), says: LONG },
  { name: "something after many blanks", holds: `${WHOLE.padEnd(66_000)}}`, says: LONG },
  { name: "a huge token", holds: WHOLE.replace("//", "/".repeat(70_000)), says: LONG },
  { name: "a pipe", does: "mkfifo credentials.json", says: "is not a file that uid" },
  {
    name: "a pipe that credentials come from",
    does: `mkfifo credentials.json; (timeout 20 sh -c 'echo "$1" > credentials.json' - '${WHOLE}' > /dev/null 2>&1 &)`,
    says: "is not a file that uid",
  },
  { name: "a link to /dev/zero", does: "ln -s /dev/zero credentials.json", says: "is not a file that uid" },
  { name: "a link to /dev/null", does: "ln -s /dev/null credentials.json", says: "is not a file that uid" },
  { name: "a folder", does: "mkdir credentials.json", says: "is not a file that uid" },
  { name: "a file of many terabytes", does: "truncate -s 7T credentials.json", says: LONG },
];

const PLANTER = "setpriv --reuid=4711 --regid=4711 --clear-groups";
const PROGRAM = "/opt/openhands-aws/bin/credential-process";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox(builtImages().runtime);
});
afterEach(() => sandbox.remove());

/** Runs a script as the agent, whose credentials file is in another user's folder. */
async function ask({ holds = "", does = 'printf %b "$1" > credentials.json' }: Partial<Row>, script = PROGRAM) {
  const escaped = holds.replaceAll("\\", "\\\\").replaceAll("\0", "\\0");
  return sandbox.run(
    [
      "bash",
      "-c",
      `mkdir /srv/theirs; chown 4711 /srv/theirs; cd /srv/theirs
       ${PLANTER} bash -c ${quoted(does)} - ${quoted(escaped)} || exit
       setpriv --reuid=1000 --regid=1000 --clear-groups timeout 20 sh -c ${quoted(script)}`,
    ],
    { user: "root", entrypoint: [], env: { OPENHANDS_AWS_CREDENTIALS_FILE: "/srv/theirs/credentials.json" } },
  );
}
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

it("prints what a complete file contains", async () => {
  expect(await ask({ holds: WHOLE })).toEqual({ code: 0, stdout: `${WHOLE}\n`, stderr: "" });
});

it("accepts credentials until the year 9999", async () => {
  const holds = WHOLE.replace("2099", "9999");
  expect(await ask({ holds })).toEqual({ code: 0, stdout: `${holds}\n`, stderr: "" });
});

it.each(ROWS)("refuses $name, and reports it without a value", async (row) => {
  const { code, stdout, stderr } = await ask(row);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^openhands-aws: [^\n]+\n$/);
  expect(stderr).toContain(row.says);
  expect(stderr).not.toMatch(/canary/i);
});

it("fails if its answer cannot be written", async () => {
  expect((await ask({ holds: WHOLE }, `${PROGRAM} > /dev/full`)).code).toBe(1);
});

it("does not wait for a pipe that replaces the file while it reads", async () => {
  const does = `
    echo "$1" > ../theirs/whole
    (while :; do mkfifo pipe; mv -T pipe credentials.json; cp whole file; mv -T file credentials.json; done) > /dev/null 2>&1 &
    echo $! > swapper`;
  const script = `
    for _ in $(seq 150); do
      timeout 2 ${PROGRAM} > /dev/null 2>&1
      case $? in 0 | 1) ;; *) echo "ended with $?" ;; esac
    done
    echo done`;
  const { stdout } = await ask({ holds: WHOLE, does }, script);
  await sandbox.exec('kill "$(cat /srv/theirs/swapper)"');
  expect(stdout).toBe("done\n");
}, 120_000);
