import { builtImages } from "../support/images";
import { Sandbox } from "../support/sandbox";

const KEYS = { AWS_ACCESS_KEY_ID: "AKIACANARY0000000000", AWS_SECRET_ACCESS_KEY: "canary/secret+key==" };
const ENTRYPOINT = "/opt/openhands-aws/bin/entrypoint.sh";
const MARK = "# Written by openhands-aws, and again at the next start.";

/** Who starts the sandbox, and who has put something into its home before. */
const PAIRS = [
  { runner: 0, planter: 1000 },
  { runner: 1000, planter: 4711 },
] as const;
type Pair = (typeof PAIRS)[number];

interface Row {
  readonly name: string;
  /** Run by root in the runner's home, which everyone may write to. `as_planter` and `as_runner` run what follows. */
  readonly plant: string;
  /** What the start reports, if anything. */
  readonly says?: string | RegExp;
  /** Whether ~/.aws/credentials is written anyway; no other file may ever contain the secret. */
  readonly written: boolean;
  /** Runs during the start. */
  readonly beside?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The runner's folder, which everyone may write to until the start. */
const OPEN = "as_runner mkdir -m 777 .aws; cd .aws;";
const STAYS = "credentials was not written by this image: it stays as it is";

const ROWS: readonly Row[] = [
  // Instead of the folder.
  {
    name: "a folder",
    plant: "as_planter mkdir -m 777 .aws",
    says: /\.aws belongs to uid \d+, not to uid/,
    written: false,
  },
  {
    name: "a folder with credentials that begin like ours",
    plant: `as_planter mkdir .aws; as_planter sh -c 'printf "%s\\n[default]\\n" "${MARK}" > .aws/credentials'`,
    says: /\.aws belongs to uid \d+, not to uid/,
    written: false,
  },
  {
    name: "a link to its own folder",
    plant: "as_planter mkdir -m 777 theirs; as_planter ln -s theirs .aws",
    says: /\.aws (belongs to uid|is a link)/,
    written: false,
  },
  {
    name: "a folder behind the runner's own link",
    plant: "as_planter mkdir -m 777 theirs; as_runner ln -s theirs .aws",
    says: /\.aws (belongs to uid|is a link)/,
    written: false,
  },
  {
    name: "a link to another folder of the runner",
    plant: "as_runner mkdir project; as_planter ln -s project .aws",
    says: /\.aws (belongs to uid|is a link)/,
    written: false,
  },
  { name: "a link to nowhere", plant: "as_planter ln -s nowhere .aws", says: "is not a directory", written: false },
  { name: "a link to itself", plant: "as_planter ln -s .aws .aws", says: "is not a directory", written: false },
  { name: "a pipe instead of the folder", plant: "as_planter mkfifo .aws", says: "is not a directory", written: false },
  { name: "a file instead of the folder", plant: "as_planter touch .aws", says: "is not a directory", written: false },
  // In the folder.
  ...["credentials", "config"].flatMap((name): Row[] => [
    { name: `a link at .${name}.new`, plant: `${OPEN} as_planter ln -s ../target .${name}.new`, written: true },
    // Placed by root, because many kernels allow nobody else to.
    { name: `a hard link at .${name}.new`, plant: `${OPEN} ln ../target .${name}.new`, written: true },
    { name: `a pipe at .${name}.new`, plant: `${OPEN} as_planter mkfifo .${name}.new`, written: true },
  ]),
  {
    name: "a full folder with the name of a temporary file",
    plant: `${OPEN} as_planter mkdir .new.x; as_planter touch .new.x/y`,
    written: true,
  },
  {
    name: "a pipe instead of credentials",
    plant: `${OPEN} as_planter mkfifo credentials`,
    says: STAYS,
    written: false,
  },
  {
    name: "a link to a file of this image instead of credentials",
    plant: `${OPEN} as_runner sh -c 'echo "${MARK}" > ../ours'; as_planter ln -s ../ours credentials`,
    says: STAYS,
    written: false,
  },
  {
    name: "a file that begins like ours instead of credentials",
    plant: `${OPEN} as_planter sh -c 'echo "${MARK}" > credentials'; chmod 644 credentials`,
    says: STAYS,
    written: false,
  },
  {
    name: "a folder instead of credentials",
    plant: `${OPEN} as_planter mkdir credentials`,
    says: STAYS,
    written: false,
  },
  {
    name: "a file of terabytes instead of credentials",
    plant: `${OPEN} truncate -s 7T credentials; chown $runner credentials`,
    says: STAYS,
    written: false,
  },
  {
    name: "a pipe instead of config",
    plant: `${OPEN} as_planter mkfifo config`,
    says: "config was not written by this",
    written: true,
  },
  {
    name: "a file that begins like ours instead of config",
    plant: `${OPEN} as_planter sh -c 'echo "${MARK}" > config'; chmod 644 config`,
    says: "config was not written by this",
    written: true,
  },
  // Beside it.
  {
    name: "a lock that is held forever",
    plant: "as_runner mkdir -m 755 .aws",
    beside: "as_planter flock .aws sleep 60 & sleep 0.3",
    says: ".aws is locked by another process",
    written: true,
  },
  {
    name: "programs in a folder on PATH",
    plant: `as_planter mkdir bin; for name in cat chmod flock getent mktemp mv stat timeout; do
      as_planter sh -c "printf '#!/bin/sh\\nenv > /srv/home/stolen\\n' > bin/$name; chmod 755 bin/$name"; done`,
    written: true,
    env: { PATH: "/srv/home/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
  },
];

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox(builtImages().runtime);
});
afterEach(() => sandbox.remove());

const as = (uid: number) => `/usr/bin/setpriv --reuid=${uid} --regid=${uid} --clear-groups`;
const functions = ({ runner, planter }: Pair) =>
  `runner=${runner}; as_runner() { ${as(runner)} "$@"; }; as_planter() { ${as(planter)} "$@"; };`;

/** Starts the sandbox in /srv/home with a command that prints which shared credentials file it reads. */
const start = (pair: Pair, env: Record<string, string>, beside = "") =>
  sandbox.run(
    [
      "bash",
      "-c",
      `set -m; cd /srv/home; ${functions(pair)}
       { :; ${beside}
       } > /dev/null 2>&1
       /usr/bin/timeout 40 ${as(pair.runner)} ${ENTRYPOINT} sh -c 'echo "\${AWS_SHARED_CREDENTIALS_FILE-its own}"'; code=$?
       for job in $(jobs -p); do kill -KILL -- -$job; done; exit $code`,
    ],
    { user: "root", entrypoint: [], env: { HOME: "/srv/home", ...env } },
  );

/** Prints the files that contain the secret, with their owner and mode. */
const FIND = "find /srv /tmp -type f -size -100k -exec grep -l canary/secret {} + | xargs -r stat -c '%n %u %a'";

it.each(PAIRS.flatMap((pair) => ROWS.map((row) => ({ ...row, ...pair }))))(
  "$name does not stop the start and gets no key (uid $planter against $runner)",
  async ({ plant, says, written, env, beside, ...pair }) => {
    await sandbox.exec(`
      ${functions(pair)} mkdir -m 777 /srv/home; chown $runner /srv/home; cd /srv/home
      as_runner sh -c 'umask 077; echo kept > target'
      ${plant}`);
    const { code, stdout, stderr } = await start(pair, { ...KEYS, ...env }, beside);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: written ? "its own\n" : "/dev/null\n",
      stderr: expect.stringMatching(says ?? /^openhands-aws: wrote/),
    });
    expect(await sandbox.exec(`cat /srv/home/target; ${FIND}`)).toBe(
      `kept\n${written ? `/srv/home/.aws/credentials ${pair.runner} 600\n` : ""}`,
    );
  },
);

it.each(PAIRS)(
  "writes only to its own folder while another replaces it all the time (uid $planter against $runner)",
  async (pair) => {
    const replace = `while :; do
    mv -T .aws taken.$RANDOM; mkdir -m 777 .aws; rm -rf .aws; ln -s theirs .aws; rm -rf .aws; ln -s project .aws; rm -rf .aws
  done`;
    const { stdout } = await sandbox.run(
      [
        "bash",
        "-c",
        `set -m; ${functions(pair)} mkdir -m 777 /srv/home; chown $runner /srv/home; cd /srv/home
       as_runner mkdir project; as_planter mkdir -m 777 theirs
       as_planter bash -c '${replace}' > /dev/null 2>&1 &
       for _ in {1..60}; do as_runner /opt/openhands-aws/bin/write-aws-files /srv/home/.aws; done 2> /dev/null
       kill -KILL -- -$!; ls -A theirs project
       ${FIND} | sed -E 's,/srv/home/(.aws|taken[.][0-9]+)/,,' | sort -u`,
      ],
      { user: "root", entrypoint: [], env: { HOME: "/srv/home", ...KEYS } },
    );
    // On a busy machine, the other may win every time.
    expect([`project:\n\ntheirs:\n`, `project:\n\ntheirs:\ncredentials ${pair.runner} 600\n`]).toContain(stdout);
  },
);

it("root follows no link, not even its own, because another user may have put it there", async () => {
  await sandbox.exec("mkdir /srv/home /srv/project; ln -s ../project /srv/home/.aws");
  const { code, stderr } = await start(PAIRS[0], KEYS);
  expect(code).toBe(0);
  expect(stderr).toContain("/srv/home/.aws is a link, which root does not follow: it stays as it is.");
  expect(await sandbox.exec("ls -A /srv/project")).toBe("");
});

it("follows a user's own link in a home that nobody else may write to", async () => {
  await sandbox.exec("cd /srv; mkdir home home/files; ln -s files home/.aws; chown -hR 1000 home");
  const { code, stdout } = await start(PAIRS[1], KEYS);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "its own\n" });
  expect(await sandbox.exec(FIND)).toBe("/srv/home/files/credentials 1000 600\n");
});

it("closes a folder that everyone may write to", async () => {
  await sandbox.exec("mkdir /srv/home; mkdir -m 777 /srv/home/.aws");
  await start(PAIRS[0], KEYS);
  expect(await sandbox.exec("stat -c %a /srv/home/.aws")).toBe("755\n");
});

it("starts even if the agent stops the program that root runs as the agent's user", async () => {
  await sandbox.exec("mkdir /srv/home; useradd -m -u 1000 openhands; install -d -o 1000 /home/openhands/.aws");
  // While it waits for a lock; only in this sandbox, because the processes are the machine's.
  const stop = `flock /home/openhands/.aws sleep 60 & while :; do for process in /proc/[0-9]*; do
    if [[ -O $process && $(< $process/cmdline) == *write-aws-"files"* && $process/root -ef / ]]; then kill -STOP \${process#/proc/}; fi
  done; done`;
  const { code, stderr } = await start(PAIRS[0], KEYS, `as_planter bash -c '${stop}' &`);
  expect(code).toBe(0);
  expect(stderr).toContain("/home/openhands/.aws could not be written within 15 s");
});

it("leaves another user's folder readable if the environment has no source", async () => {
  await sandbox.exec("mkdir /srv/home; install -d -o 1000 /srv/home/.aws");
  const { code, stdout } = await start(PAIRS[0], {});
  expect({ code, stdout }).toEqual({ code: 0, stdout: "its own\n" });
});
