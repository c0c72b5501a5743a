import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { builtImages } from "./support/images";
import { Sandbox } from "./support/sandbox";

jest.setTimeout(120_000);

const UID = 10_001;
const SESSION = {
  Version: 1,
  AccessKeyId: "ASIACANARY0000000000",
  SecretAccessKey: "canary/secret+key==",
  SessionToken: "canary//session+token==",
  Expiration: "2099-01-01T00:00:00Z",
};
/** What the AWS CLI and boto3 find, in that order. */
const FIND = `
aws configure export-credentials
python3 -c '
import boto3, json
found = boto3.Session().get_credentials().get_frozen_credentials()
print(json.dumps([found.access_key, found.secret_key, found.token]))'`;

let aws: EmbeddedAws;
let folder: string;
let sandbox: Sandbox;
beforeAll(async () => {
  aws = await startEmbeddedAws("123456789012");
}, 60_000);
afterAll(() => aws?.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-canvas-"));
  mkdirSync(join(folder, "refreshed"), { mode: 0o755 });
  writeFileSync(join(folder, "refreshed/credentials.json"), JSON.stringify(SESSION), { mode: 0o444 });
  sandbox = new Sandbox(builtImages().canvas);
});
afterEach(() => {
  sandbox.remove();
  rmSync(folder, { recursive: true });
});

const env = { AWS_REGION: "eu-west-1", HOME: "/home/openhands" };
const start = (SERVE: string, more: Readonly<Record<string, string>> = {}) =>
  sandbox.run(["--anything"], {
    env: { ...env, AWS_ENDPOINT_URL: aws.endpoint, SERVE, ...more },
    volumes: { "/run/openhands-aws": join(folder, "refreshed") },
  });

it("hands on to Agent Canvas' own entrypoint, as its user and below tini", async () => {
  const { code, stdout } = await start('id -u; id -g; echo "$HOME"');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `canvas of openhands, below tini, with --anything\n${UID}\n${UID}\n/home/openhands\n`,
  });
});

it("is an image with the base's user and volumes", () => {
  const { User, Entrypoint } = builtImages().canvas.config;
  expect({ User, Entrypoint }).toEqual({
    User: "openhands",
    Entrypoint: ["/opt/openhands-aws/bin/entrypoint.sh", "tini", "--", "/opt/agent-canvas/entrypoint.sh"],
  });
});

it("writes ~/.aws/config for the user, with the region", async () => {
  const { stdout } = await start("cd ~/.aws; stat -c '%n %u:%g %a' $(ls -A); cat config");
  expect(stdout.split("\n").slice(1)).toEqual([
    `config ${UID}:${UID} 600`,
    "# Written by openhands-aws, and again at the next start.",
    ...["[default]", "region=eu-west-1", "credential_process=/opt/openhands-aws/bin/credential-process", ""],
  ]);
});

it("has the AWS CLI 2, and boto3 where the refresher runs", async () => {
  const { stdout } = await start(
    "aws --version; /opt/openhands-aws/venv/bin/python -I -c 'import boto3; print(boto3.__name__)'; ls /opt/openhands-aws/venv/bin",
  );
  expect(stdout).toMatch(/\naws-cli\/2\.\d+\.\d+ .*\nboto3\n/);
  expect(stdout).not.toContain("aws\n");
});

const found = (stdout: string) => {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = SESSION;
  const [, ...lines] = stdout.trimEnd().split("\n");
  const exported = JSON.parse(lines.slice(0, -1).join(""));
  expect(exported).toMatchObject({ AccessKeyId, SecretAccessKey, SessionToken });
  expect(new Date(exported.Expiration)).toEqual(new Date(Expiration));
  expect(JSON.parse(lines.at(-1) as string)).toEqual([AccessKeyId, SecretAccessKey, SessionToken]);
};

it("finds the mounted session with the AWS CLI and boto3", async () => {
  found((await start(FIND)).stdout);
});

it("finds it where nothing is written, as with a home that Kubernetes has made", async () => {
  // An emptyDir with fsGroup.
  const home = "mount -t tmpfs -o uid=0,gid=10001,mode=2777 home /home/openhands";
  const as = "setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs";
  const { config } = builtImages().canvas;
  const command = `${home} && exec ${as} ${config.Entrypoint.join(" ")}`;
  const { stdout, stderr } = await sandbox.run(["sh", "-c", command], {
    ...{ user: "root", entrypoint: [] },
    env: { ...env, SERVE: `${FIND}; ls -A ~ >&2` },
    volumes: { "/run/openhands-aws": join(folder, "refreshed") },
  });
  expect(stderr).toMatch(
    /^openhands-aws: uid 10001 has no home directory of its own: no ~\/\.aws is written for it\.\n/,
  );
  found(stdout);
});

it("finds it through sudo, in a login shell, and without any environment", async () => {
  const { stdout } = await start(`
    for how in sudo 'sudo su - openhands -c' 'env -i HOME=/home/openhands PATH=/usr/local/bin:/usr/bin:/bin bash -c'; do
      case $how in sudo) command="bash -c"; set -- sudo bash -c ;; *) set -- $how ;; esac
      "$@" 'aws configure export-credentials --format env-no-export | grep ACCESS_KEY_ID'
    done`);
  expect(stdout.split("\n").slice(1)).toEqual([...Array(3).fill(`AWS_ACCESS_KEY_ID=${SESSION.AccessKeyId}`), ""]);
});

it("does not page the output in a terminal, where no agent would press a key", async () => {
  const inTerminal = (command: string) => `echo ---; script -qec '${command}' /dev/null < /dev/null`;
  const who = `aws sts get-caller-identity --endpoint-url ${aws.endpoint} --region eu-west-1`;
  const commands = [who, `sudo ${who}`, `AWS_PAGER=no-such-pager ${who}`];
  const { stdout } = await start(commands.map(inTerminal).join("\n"));
  const [, ours, throughSudo, asked] = stdout.split("---");
  for (const printed of [ours, throughSudo]) expect(printed).toContain('"Account": "123456789012"');
  expect(asked).toContain("no-such-pager");
});

it("signs requests that AWS accepts", async () => {
  await aws.createBucket("canvas-data", "eu-west-1");
  const { stdout } = await start(`
    aws sts get-caller-identity --query Account --output text
    echo content | aws s3 cp - s3://canvas-data/object
    aws s3 cp s3://canvas-data/object -`);
  expect(stdout.split("\n").slice(1)).toEqual(["123456789012", "content", ""]);
});
