import { existsSync } from "node:fs";
import { join } from "node:path";
import { builtImages } from "./support/images";
import { type RunOptions, Sandbox } from "./support/sandbox";

const KEYS = { AWS_ACCESS_KEY_ID: "AKIACANARY0000000000", AWS_SECRET_ACCESS_KEY: "canary/secret+key==" };
const SESSION = { ...KEYS, AWS_ACCESS_KEY_ID: "ASIACANARY0000000000", AWS_SESSION_TOKEN: "canary//session+token==" };
const REGION = { AWS_REGION: "ap-northeast-1" };
const ODD = "#$HOME`\"'\\%(x)s;=[a]!*?~\u00e9{}";

/** As OpenHands 0.x creates the agent's user after the sandbox has started, unless it exists. */
const MAKE_AGENT = "useradd -rm -d /home/openhands -s /bin/bash -g root -G sudo -u 1000 openhands";

/** Everything that the entrypoint may write, with mode and owner. */
const LIST = `
import json, os, stat
found = {}
for top in ("/root/.aws", "/home/openhands/.aws", "/etc/skel/.aws"):
    for folder, _, names in os.walk(top):
        for path in [folder, *(os.path.join(folder, name) for name in names)]:
            state = os.stat(path)
            found[path] = {"mode": oct(stat.S_IMODE(state.st_mode)), "owner": f"{state.st_uid}:{state.st_gid}"}
            if not os.path.isdir(path):
                found[path]["text"] = open(path).read()
print(json.dumps(found))
`;

interface Listed {
  readonly mode: string;
  readonly owner: string;
  readonly text?: string;
}

let sandbox: Sandbox;
afterEach(() => sandbox?.remove());

const list = async (): Promise<Record<string, Listed>> => JSON.parse(await sandbox.exec(`python3 -c '${LIST}'`));

const SHOW = `
import json
frozen = session.get_credentials().get_frozen_credentials()
region = session.get_config_variable("region")
print(json.dumps({"credentials": [frozen.access_key, frozen.secret_key, frozen.token], "region": region}))`;

/** What the AWS CLI and boto3, each with a botocore of its own, find for a user with nothing but a home: the same. */
async function found(user: string): Promise<{ credentials: unknown; region: unknown }> {
  const home = user === "root" ? "/root" : "/home/openhands";
  const run = async (python: string, session: string) => {
    const command = ["env", "-i", `HOME=${home}`, "PATH=/usr/bin:/bin", python, "-c", `${session}\n${SHOW}`];
    const { code, stdout, stderr } = await sandbox.run(command, { user, entrypoint: [] });
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  };
  const boto3 = await run("python3", "import boto3; session = boto3.Session()._session");
  // Debian's package of version 2 is in Debian's own Python.
  const hasCli1 = existsSync(join(sandbox.image.root, "opt/openhands-aws/venv/bin/aws"));
  const cli = await run(
    hasCli1 ? "/opt/openhands-aws/venv/bin/python" : "/usr/bin/python3",
    "from awscli.clidriver import create_clidriver; session = create_clidriver().session",
  );
  expect(cli).toEqual(boto3);
  return boto3;
}

const values = ({
  AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY,
  AWS_SESSION_TOKEN = null,
}: Record<string, string | null>) => [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN];

const start = (env: RunOptions["env"], options: RunOptions = {}) =>
  sandbox.run(["sh", "-c", "umask; env"], { env, ...options });

const isPrivate = (owner: string) => expect.objectContaining({ mode: "0o600", owner });
const folderOf = (owner: string) => ({ mode: "0o700", owner });

describe("the entrypoint of OpenHands 0.x, as root", () => {
  beforeEach(() => {
    sandbox = new Sandbox(builtImages().runtime);
  });

  it.each([
    ["a key", KEYS],
    ["a session", SESSION],
    ["a key and a region", { ...KEYS, ...REGION }],
    ["a session and a region", { ...SESSION, ...REGION }],
    ["a region by its other name", { ...KEYS, AWS_DEFAULT_REGION: "ap-northeast-1" }],
    ["values that shells and ini files might take apart", { ...KEYS, AWS_SECRET_ACCESS_KEY: ODD }],
  ])("writes %s for root, and for the agent's user that OpenHands then creates", async (_name, env) => {
    const { code, stdout } = await start(env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^0022\n/); // The command keeps the container's umask.
    await sandbox.exec(MAKE_AGENT);

    const files = await list();
    for (const [home, owner] of [
      ["/root", "0:0"],
      ["/home/openhands", "1000:0"],
    ] as const) {
      expect(files[`${home}/.aws`]).toEqual(folderOf(owner));
      expect(files[`${home}/.aws/credentials`]).toEqual(isPrivate(owner));
      expect(files[`${home}/.aws/config`]).toEqual(isPrivate(owner));
    }
    const region = "AWS_REGION" in env || "AWS_DEFAULT_REGION" in env ? "ap-northeast-1" : null;
    for (const user of ["root", "openhands"]) expect(await found(user)).toEqual({ credentials: values(env), region });
  });

  it("writes for the agent's user once it exists, and gives later users no key", async () => {
    await sandbox.exec(MAKE_AGENT);
    await start({ ...SESSION, ...REGION });
    const files = await list();
    expect(files["/home/openhands/.aws/credentials"]).toEqual(isPrivate("1000:0"));
    expect(files["/etc/skel/.aws/config"]).toEqual(isPrivate("0:0"));
    expect(files["/etc/skel/.aws/credentials"]).toBeUndefined();
    expect(await found("openhands")).toEqual({ credentials: values(SESSION), region: "ap-northeast-1" });
  });

  it("writes the same files again, and rewrites them when the variables change: no token is left behind", async () => {
    await sandbox.exec(MAKE_AGENT);
    await start({ ...SESSION, ...REGION });
    const once = await list();
    await start({ ...SESSION, ...REGION });
    expect(await list()).toEqual(once);

    await start(KEYS);
    for (const user of ["root", "openhands"])
      expect(await found(user)).toEqual({ credentials: values(KEYS), region: null });

    await start({});
    expect(Object.keys(await list()).filter((path) => path.endsWith("/credentials"))).toEqual([]);
  });

  it("sets both names of the region from either one", async () => {
    for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
      const { stdout } = await start({ [name]: "eu-west-1" });
      expect(stdout).toContain("AWS_REGION=eu-west-1\n");
      expect(stdout).toContain("AWS_DEFAULT_REGION=eu-west-1\n");
    }
  });

  it("exits as its command exits", async () => {
    expect((await sandbox.run(["sh", "-c", "exit 7"])).code).toBe(7);
    expect((await sandbox.run(["no-such-command"])).code).toBe(127);
  });

  it.each([
    ["secret is missing", { AWS_ACCESS_KEY_ID: "AKIACANARY" }, "AWS_SECRET_ACCESS_KEY is missing"],
    ["secret is empty", { ...KEYS, AWS_SECRET_ACCESS_KEY: "" }, "AWS_SECRET_ACCESS_KEY is missing"],
    ["id is missing", { AWS_SECRET_ACCESS_KEY: "canary" }, "AWS_ACCESS_KEY_ID is missing"],
    ["token comes alone", { AWS_SESSION_TOKEN: "canary" }, "AWS_ACCESS_KEY_ID is missing"],
    ["token of a temporary key is missing", { ...SESSION, AWS_SESSION_TOKEN: "" }, "AWS_SESSION_TOKEN is missing"],
    ["role of a web identity is missing", { AWS_WEB_IDENTITY_TOKEN_FILE: "/canary" }, "AWS_ROLE_ARN is missing"],
    [
      "secret ends with a newline",
      { ...KEYS, AWS_SECRET_ACCESS_KEY: "canary\n" },
      "AWS_SECRET_ACCESS_KEY contains white",
    ],
    [
      "id smuggles a section",
      { ...KEYS, AWS_ACCESS_KEY_ID: "canary\n[profile x]\ncredential_process=x" },
      "AWS_ACCESS_KEY_ID contains white",
    ],
    ["token begins with a blank", { ...SESSION, AWS_SESSION_TOKEN: " canary" }, "AWS_SESSION_TOKEN contains white"],
    ["region holds a tab", { ...KEYS, AWS_REGION: "eu\twest" }, "AWS_REGION contains white"],
    ["other region's name holds a newline", { ...KEYS, AWS_DEFAULT_REGION: "eu\n" }, "AWS_REGION contains white"],
  ])("refuses to start where the %s", async (_name, env, message) => {
    const before = await list();
    const { code, stdout, stderr } = await start(env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^openhands-aws: .*\n$/);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("canary");
    expect(await list()).toEqual(before);
  });

  it.each([
    ["bash -x", ["bash", "-x"], {}],
    ["bash -x, inherited by every bash", [], { SHELLOPTS: "xtrace" }],
  ])("prints no value under %s", async (_name, shell, extra) => {
    const env: Record<string, string> = { ...SESSION, ...REGION, ...extra };
    const script = "/opt/openhands-aws/bin/entrypoint.sh";
    for (const partial of [{}, { AWS_SECRET_ACCESS_KEY: "" }, { OPENHANDS_AWS_CREDENTIALS_FILE: "/none" }]) {
      const { stdout, stderr } = await sandbox.run([script, "true"], {
        env: { ...env, ...(partial as Record<string, string>) },
        entrypoint: shell,
      });
      expect(stderr).toContain("openhands-aws: ");
      for (const value of Object.values(SESSION)) expect(stdout + stderr).not.toContain(value);
    }
  });

  it("leaves a user's own files alone", async () => {
    const own = "[default]\naws_access_key_id=AKIAOWN\naws_secret_access_key=own\n";
    await sandbox.exec(`printf '${own}' > /root/.aws/credentials`);
    const { code, stderr } = await start(REGION);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "openhands-aws: /root/.aws/credentials was not written by this image: it stays as it is.\n",
    });
    expect((await list())["/root/.aws/credentials"]?.text).toBe(own);
  });

  it.each([
    ["the environment's", KEYS],
    ["a mounted file's", { OPENHANDS_AWS_CREDENTIALS_FILE: "/run/openhands-aws/credentials.json" }],
  ])("lets nothing read someone else's credentials beside %s", async (_name, env) => {
    await sandbox.exec("echo '[default]' > /root/.aws/credentials");
    const { code, stdout, stderr } = await start(env);
    expect(code).toBe(0);
    expect(stdout).toContain("AWS_SHARED_CREDENTIALS_FILE=/dev/null\n");
    expect(stderr).toContain("/root/.aws/credentials was not written by this image: it stays as it is.\n");
    expect((await list())["/root/.aws/credentials"]?.text).toBe("[default]\n");
  });

  it("follows no link that the agent has placed", async () => {
    await sandbox.exec(`${MAKE_AGENT}; cd /home/openhands; rm -r .aws; ln -s /etc .aws; chown -h openhands .aws`);
    const { code, stderr } = await start(KEYS);
    expect(code).toBe(0);
    expect(stderr).toContain("/home/openhands/.aws belongs to uid 0, not to uid 1000: it stays as it is.");
    expect(await sandbox.exec("ls /etc/credentials /etc/config 2>/dev/null || echo none")).toBe("none\n");
  });

  it("says so where the disk is full, and keeps what was there", async () => {
    await start(KEYS);
    const { code, stdout, stderr } = await sandbox.run(
      [
        "bash",
        "-c",
        `mount -t tmpfs -o size=4k tmpfs /mnt; cp /root/.aws/credentials /mnt; export HOME=/mnt; mkdir -p /mnt/.aws 2>/dev/null
         /opt/openhands-aws/bin/write-aws-files /mnt 2>&1; echo "ended with $?"; cat /mnt/credentials`,
      ],
      { entrypoint: [], env: { ...KEYS, AWS_SESSION_TOKEN: "canary-token".repeat(1000) } },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("openhands-aws: /mnt/credentials cannot be written.\nended with 1\n");
    expect(stdout).toContain(`aws_secret_access_key=${KEYS.AWS_SECRET_ACCESS_KEY}\n`);
    expect(stdout).not.toContain("canary-token");
  });

  it("gives one complete result when 20 run at once", async () => {
    await sandbox.exec(MAKE_AGENT);
    const script = `
      for number in $(seq 20); do
        AWS_SECRET_ACCESS_KEY=canary-$number-$(printf "%0$((number * 50))d" 0) /opt/openhands-aws/bin/entrypoint.sh true 2>&1 &
      done
      failed=0
      for job in $(jobs -p); do wait "$job" || failed=$((failed + 1)); done
      echo "failed: $failed"`;
    const { stdout } = await sandbox.run(["bash", "-c", script], { env: KEYS, entrypoint: [] });
    expect(stdout).toContain("failed: 0\n");
    const files = await list();
    expect(Object.keys(files).filter((path) => path.includes("new"))).toEqual([]);
    for (const home of ["/root", "/home/openhands"]) {
      const [, number, padding] = /canary-(\d+)-(0+)\n$/.exec(files[`${home}/.aws/credentials`]?.text ?? "") ?? [];
      expect(padding).toHaveLength(Number(number) * 50);
    }
  });

  it("never leaves part of a file when killed at any point", async () => {
    await sandbox.exec(MAKE_AGENT);
    // Between a long and a short secret, so that a mixture would show; spread over one and a half of a run's time.
    const script = `
      short=canary-short long="canary-long-$(printf '%05000d' 0)"
      start() { AWS_SECRET_ACCESS_KEY=$1 timeout -s KILL "$2" /opt/openhands-aws/bin/entrypoint.sh true; }
      time_of_one() { local before=$EPOCHREALTIME; start "$short" 10; echo $((\${EPOCHREALTIME/.} - \${before/.})); }
      whole=$(time_of_one)
      for step in $(seq 150); do
        secret=$short; ((step % 2)) && secret=$long
        start "$secret" "$(printf '0.%06d' $((whole * step / 100)))" && echo survived
        for home in /root /home/openhands; do
          kind=mixture
          for secret in "$short" "$long"; do
            printf '%s\\n' '# Written by openhands-aws, and again at the next start.' '[default]' \\
              "aws_access_key_id=$AWS_ACCESS_KEY_ID" "aws_secret_access_key=$secret" \\
              | cmp -s - $home/.aws/credentials && kind=whole-\${secret:7:1}
          done
          echo "$kind $(stat -c '%a:%U' $home/.aws/credentials) $(wc -l < $home/.aws/config)"
        done
      done 2>/dev/null | sort | uniq -c
      start "$short" 10 2>/dev/null
      ls -A /root/.aws /home/openhands/.aws`;
    const { stdout } = await sandbox.run(["bash", "-c", script], { env: KEYS, entrypoint: [] });
    const counts = Object.fromEntries([...stdout.matchAll(/^ +(\d+) (.*)$/gm)].map(([, n, kind]) => [kind, Number(n)]));
    const { survived = 0, ...states } = counts;
    expect(Object.keys(states).sort()).toEqual([
      "whole-l 600:openhands 2",
      "whole-l 600:root 2",
      "whole-s 600:openhands 2",
      "whole-s 600:root 2",
    ]);
    expect(survived).toBeLessThan(100);
    expect(stdout).toContain("/root/.aws:\nconfig\ncredentials\n"); // Nothing of the killed ones is left.
  }, 180_000);
});

describe("the entrypoint, as a user without privileges", () => {
  const AGENT = { user: "1000", entrypoint: ["/opt/openhands-aws/bin/entrypoint.sh"] };
  const homes = (files: Record<string, Listed>) => Object.keys(files).filter((path) => path.includes("home"));

  it.each([
    ["0.x", "runtime", { ...AGENT, before: MAKE_AGENT }, "1000:0"],
    ["1.x", "agent-server", { before: "true" }, "10001:10001"],
  ] as const)("of OpenHands %s writes for that user alone", async (_release, image, { before, ...options }, owner) => {
    sandbox = new Sandbox(builtImages()[image]);
    await sandbox.exec(before);
    const untouched = await list();
    const serve: Record<string, string> = image === "agent-server" ? { SERVE: "umask" } : {};
    for (const [env, region] of [
      [{ ...SESSION, ...REGION }, "ap-northeast-1"],
      [KEYS, null],
      [{ ...KEYS, AWS_SECRET_ACCESS_KEY: ODD }, null],
    ] as const) {
      const { code, stdout } = await start({ ...env, ...serve }, options);
      expect({ code, umask: /^0022$/m.test(stdout) }).toEqual({ code: 0, umask: true });
      const files = await list();
      expect(files["/home/openhands/.aws"]).toEqual(folderOf(owner));
      for (const name of ["credentials", "config"])
        expect(files[`/home/openhands/.aws/${name}`]).toEqual(isPrivate(owner));
      expect(await found("openhands")).toEqual({ credentials: values(env), region });
    }
    await start(serve, options);
    expect(homes(await list())).toEqual(["/home/openhands/.aws", "/home/openhands/.aws/config"]);
    for (const path of ["/root/.aws/config", "/etc/skel/.aws/config"])
      expect((await list())[path]).toEqual(untouched[path]);
  });

  it("that is in no /etc/passwd gets no file but a message, and keeps the environment", async () => {
    sandbox = new Sandbox(builtImages().runtime);
    const before = await list();
    const { code, stdout, stderr } = await start(SESSION, { ...AGENT, user: "4711" });
    expect(code).toBe(0);
    expect(stdout).toContain(`AWS_SESSION_TOKEN=${SESSION.AWS_SESSION_TOKEN}\n`);
    expect(stderr).toBe("openhands-aws: uid 4711 has no home directory of its own: no ~/.aws is written for it.\n");
    expect(await list()).toEqual(before);
  });

  it("refuses part of a source like root's", async () => {
    sandbox = new Sandbox(builtImages().runtime);
    await sandbox.exec(MAKE_AGENT);
    const { code, stdout, stderr } = await start({ AWS_ACCESS_KEY_ID: "AKIACANARY" }, AGENT);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("AWS_SECRET_ACCESS_KEY is missing");
  });
});
