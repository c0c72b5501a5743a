import { chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { builtImages } from "./support/images";
import { Sandbox } from "./support/sandbox";

const ROLE = "arn:aws:iam::123456789012:role/openhands-runtime-role";
const USER = "arn:aws:iam::123456789012:user/service/bedrock-openhands-user";
const sessionOf = (name: string) => `arn:aws:sts::123456789012:assumed-role/openhands-runtime-role/${name}`;
const HOUR = 3600;
jest.setTimeout(180_000); // Each command is five starts of Python.

let aws: EmbeddedAws;
let folder: string;
/** Mounted at /run/openhands-aws where the refresher serves the sandbox; mounted at /identity. */
let refreshed: string;
let identity: string;
let key: Record<string, string>;
let sandbox: Sandbox;

beforeAll(async () => {
  aws = await startEmbeddedAws("123456789012");
  await aws.createBucket("openhands-data", "ap-northeast-1");
  await aws.iam({ Action: "CreateRole", RoleName: "openhands-runtime-role", AssumeRolePolicyDocument: "{}" });
  await aws.iam({ Action: "CreateUser", UserName: "bedrock-openhands-user", Path: "/service/" });
  const made = await aws.iam({ Action: "CreateAccessKey", UserName: "bedrock-openhands-user" });
  key = { AWS_ACCESS_KEY_ID: field(made, "AccessKeyId"), AWS_SECRET_ACCESS_KEY: field(made, "SecretAccessKey") };

  folder = mkdtempSync(join(tmpdir(), "openhands-aws-sources-"));
  refreshed = join(folder, "refreshed");
  identity = join(folder, "identity");
  for (const directory of [refreshed, identity]) mkdirSync(directory, { mode: 0o755 });
  writeFileSync(join(identity, "token"), "header.payload.signature");
}, 60_000);
afterAll(async () => {
  await aws?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => sandbox?.remove());

const field = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1] as string;

/** Assumes the role and writes the session where and as the refresher would. @param seconds until it expires */
async function refresh(name: string, uid: number, seconds = HOUR): Promise<void> {
  const body = new URLSearchParams({
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: ROLE,
    RoleSessionName: name,
  });
  const Authorization = "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/sts/aws4_request";
  const xml = await (await fetch(aws.endpoint, { method: "POST", body, headers: { Authorization } })).text();
  const session = {
    Version: 1,
    AccessKeyId: field(xml, "AccessKeyId"),
    SecretAccessKey: field(xml, "SecretAccessKey"),
    SessionToken: field(xml, "SessionToken"),
    Expiration: new Date(Date.now() + seconds * 1000).toISOString(),
  };
  const file = join(refreshed, "credentials.json");
  writeFileSync(`${file}.new`, JSON.stringify(session), { mode: 0o400 });
  chownSync(`${file}.new`, uid, uid);
  renameSync(`${file}.new`, file);
}

/** What the container is given, and which identity the agent must then have. `mounted`: the refresher's directory is. */
interface Source {
  readonly env: () => Record<string, string>;
  readonly mounted?: true;
  readonly arn: string;
}
const environment: Source = { env: () => key, arn: USER };
const webIdentity: Source = {
  env: () => ({
    AWS_ROLE_ARN: ROLE,
    AWS_WEB_IDENTITY_TOKEN_FILE: "/identity/token",
    AWS_ROLE_SESSION_NAME: "web-identity",
  }),
  arn: sessionOf("web-identity"),
};
const mounted: Source = { env: () => ({}), mounted: true, arn: sessionOf("refreshed") };
const mountedBesideKey: Source = { ...mounted, env: () => key };
const mountedBesideIdentity: Source = { ...mounted, env: webIdentity.env };

/** As OpenHands 0.x creates the agent's user and starts its shell: in a terminal, with root's environment. */
const MAKE_AGENT = "useradd -rm -d /home/openhands -s /bin/bash -g root -G sudo -u 1000 openhands;";
const SHELLS = {
  agent: ["bash", "-c", `${MAKE_AGENT} echo '/tmp/use; exit' | script -qec 'su openhands -' /dev/null`],
  login: ["bash", "-c", `${MAKE_AGENT} su - openhands -c /tmp/use`],
  program: [
    "bash",
    "-c",
    `${MAKE_AGENT} setpriv --reuid=openhands --regid=root --init-groups \
       env -i HOME=/home/openhands PATH=/usr/local/bin:/usr/bin:/bin /tmp/use`,
  ],
};

/** What an agent does with AWS. Only the tests need the endpoint, so a dropped environment lacks it. */
const USE = `
export AWS_ENDPOINT_URL=$ENDPOINT
aws sts get-caller-identity --query Arn --output text
echo content | aws s3 cp - s3://openhands-data/object
aws s3 cp s3://openhands-data/object -
aws s3 ls s3://openhands-data/ | awk '{ print $3, $4 }'
python3 -c 'import boto3; print(boto3.client("sts").get_caller_identity()["Arn"])'`;
const used = (arn: string) => `${arn}\ncontent\n8 object\n${arn}\n`;

/** Starts the container with a command that runs /tmp/use, and returns what that printed. */
async function printed(
  command: readonly string[],
  source: Source,
  { entrypoint, env = {}, region }: { entrypoint?: []; env?: object; region?: string } = {},
) {
  const known = region ? `\nexport AWS_DEFAULT_REGION=${region}` : "";
  const use = `#!/bin/bash\nset -euo pipefail\nexec > /tmp/printed 2>&1${known}${USE.replace("$ENDPOINT", aws.endpoint)}\n`;
  await sandbox.exec(
    `cat > /tmp/use <<'END'\n${use}END\nchmod 755 /tmp/use; touch /tmp/printed; chmod 666 /tmp/printed`,
  );
  const { stdout, stderr } = await sandbox.run(command, {
    env: { AWS_REGION: "ap-northeast-1", ...source.env(), ...env },
    volumes: { "/identity": identity, ...(source.mounted ? { "/run/openhands-aws": refreshed } : {}) },
    entrypoint,
  });
  const result = await sandbox.exec("cat /tmp/printed");
  return result || `nothing, since ${stdout}${stderr}`;
}

describe("on a base of OpenHands 0.x", () => {
  beforeEach(() => {
    sandbox = new Sandbox(builtImages().runtime);
  });

  const { agent, login, program } = SHELLS;
  it.each([
    ["the agent's shell", "a key", agent, environment],
    ["the agent's shell", "a web identity", agent, webIdentity],
    ["the agent's shell", "a mounted file", agent, mounted],
    ["the agent's shell", "a mounted file, not the key beside it", agent, mountedBesideKey],
    ["the agent's shell", "a mounted file, not the identity beside it", agent, mountedBesideIdentity],
    ["a login shell", "a key", login, environment],
    ["a login shell", "a web identity", login, webIdentity],
    ["a login shell", "a mounted file, not the key beside it", login, mountedBesideKey],
    ["a program that has but its home", "a key", program, environment],
    ["a program that has but its home", "a web identity", program, webIdentity],
    ["a program that has but its home", "a mounted file, not the key beside it", program, mountedBesideKey],
  ])("%s uses AWS with %s", async (_shell, _name, command, source) => {
    await refresh("refreshed", 1000);
    expect(await printed(command, source)).toBe(used(source.arn));
  });

  it.each([
    ["the agent's shell", "a key", agent, environment],
    ["the agent's shell", "a web identity", agent, webIdentity],
    ["the agent's shell", "a mounted file, not the key beside it", agent, mountedBesideKey],
    ["the agent's shell", "a mounted file, not the identity beside it", agent, mountedBesideIdentity],
  ])("%s uses AWS with %s where the entrypoint is bypassed", async (_shell, _name, command, source) => {
    await refresh("refreshed", 1000);
    expect(await printed(command, source, { entrypoint: [] })).toBe(used(source.arn));
  });

  it.each([
    ["a login shell", login],
    ["a program that has but its home", program],
  ])("%s, given a region, uses AWS with a mounted file where the entrypoint is bypassed", async (_shell, command) => {
    await refresh("refreshed", 1000);
    expect(await printed(command, mounted, { entrypoint: [], region: "eu-west-1" })).toBe(used(mounted.arn));
  });

  it("reads the file again before its credentials expire, in the same process", async () => {
    await refresh("first", 1000, 300);
    const script = `
import boto3, os, time
sts = boto3.client("sts")
print(sts.get_caller_identity()["Arn"], flush=True)
while not os.path.exists("/identity/go"): time.sleep(0.05)
print(sts.get_caller_identity()["Arn"])`;
    const { stdout } = await sandbox.run(["python3", "-c", script], {
      env: { AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: aws.endpoint },
      volumes: { "/identity": identity, "/run/openhands-aws": refreshed },
      onOutput: async () => {
        await refresh("second", 1000, 300);
        writeFileSync(join(identity, "go"), "");
      },
    });
    expect(stdout).toBe(`${sessionOf("first")}\n${sessionOf("second")}\n`);
  });

  it.each([
    ["have expired", () => refresh("late", 1000, -1), "expired at"],
    ["are not there yet", async () => rmSync(join(refreshed, "credentials.json"), { force: true }), "is not there"],
  ])("tells the AWS CLI and boto3 the reason if the credentials %s", async (_name, prepare, why) => {
    await prepare();
    const text = await printed(login, mounted, { region: "eu-west-1" });
    expect(text).toContain("Error when retrieving credentials from custom-process: openhands-aws: ");
    expect(text).toContain(why);
  });
});

describe("on a base of OpenHands 1.x", () => {
  beforeEach(() => {
    sandbox = new Sandbox(builtImages()["agent-server"]);
  });

  const sources: [name: string, source: Source][] = [
    ["a key", environment],
    ["a web identity", webIdentity],
    ["a mounted file", mounted],
    ["a mounted file, not the key beside it", mountedBesideKey],
    ["a mounted file, not the identity beside it", mountedBesideIdentity],
  ];
  type Row = [start: string, name: string, command: string, source: Source];
  it.each<Row>([
    ...sources.map(([name, source]): Row => ["the agent server", name, "/tmp/use", source]),
    ...sources.map(([name, source]): Row => ["a login shell", name, "sudo su - openhands -c /tmp/use", source]),
    ["root", "a mounted file", "sudo --preserve-env=AWS_REGION,AWS_DEFAULT_REGION /tmp/use", mounted],
  ])("%s uses AWS with %s", async (_start, _name, SERVE, source) => {
    await refresh("refreshed", 10001);
    expect(await printed(["--port", "8000"], source, { env: { SERVE } })).toBe(used(source.arn));
  });

  it("starts the base's own entrypoint, with its user and arguments", async () => {
    const { stdout } = await sandbox.run(["--port", "8000"]);
    expect(stdout).toBe("agent server of openhands, below tini, with --port 8000\n");
  });
});
