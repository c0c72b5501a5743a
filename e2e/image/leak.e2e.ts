import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { run } from "../../embedded/run";
import { PROJECT } from "../../project";
import { type Leak, leaks, type Secrets } from "../../tools/leak-search";
import { FaultySts } from "../support/faulty-sts";
import { PRINCIPAL_SECRET, Refresher } from "../support/refresher";
import { leaksOfBuild } from "./support/built-with-secrets";
import { prepared } from "./support/images";
import { Sandbox } from "./support/sandbox";

jest.setTimeout(300_000);

const canary = (name: string) => `CANARY/of+${name}/0123456789abcdef`;
const canaries = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, canary(name)]));

/** The environment of anyone who builds or runs something, as after aws-actions/configure-aws-credentials. */
const SESSION = {
  AWS_ACCESS_KEY_ID: "ASIACANARY0000000000",
  AWS_SECRET_ACCESS_KEY: canary("environment"),
  AWS_SESSION_TOKEN: canary("session"),
};

let folder: string;
let aws: EmbeddedAws;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-leak-"));
  aws = await startEmbeddedAws("123456789012");
}, 60_000);
afterAll(async () => {
  await aws?.stop();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const volume = (from: string, to: string) => ["--volume", `${from}:${to}:ro`];
/** Every place of each secret, in any layer or history entry. */
const placesOf = (found: readonly Leak[]) => {
  const places = new Map<string, Set<string>>();
  for (const { secret, place } of found) {
    const kind = place.replace(/^(layer|history) \d+/, "$1");
    places.set(secret, (places.get(secret) ?? new Set()).add(kind));
  }
  return Object.fromEntries([...places].map(([secret, kinds]) => [secret, [...kinds]]));
};

describe("the search itself", () => {
  it("finds everything that a careless build leaks, with its places", async () => {
    const secrets: Record<string, string> = {
      ...canaries("argument", "environment", "label", "removed", "piped", "archived", "printed"),
      named: "CANARY-in-a-name-0123456789",
    };
    const context = join(folder, "leaky");
    cpSync(join(PROJECT, "e2e/image/fixtures/leaky"), context, { recursive: true });
    writeFileSync(join(context, "removed.json"), JSON.stringify({ SecretAccessKey: secrets.removed }));
    const { found } = await leaksOfBuild(secrets, {
      context,
      from: prepared().node.tag,
      options: [
        ...["argument", "environment", "label"].flatMap((name) => [
          "--build-arg",
          `${name.toUpperCase()}=${secrets[name]}`,
        ]),
        ...["piped", "archived", "printed", "named"].flatMap((name) => [
          "--secret",
          `id=${name},src=${write(name, secrets[name] as string)}`,
        ]),
      ],
    });
    expect(placesOf(found)).toEqual({
      argument: ["history"],
      environment: ["config", "history"],
      label: ["config", "history"],
      removed: ["layer: app/removed.json"],
      piped: ["layer: app/piped (base64, gunzipped)"],
      archived: ["layer: app/archived.tar.gz (gunzipped): archived"],
      printed: ["log"],
      named: [`layer: header of app/${secrets.named}`],
    });
  });
});

describe("the build that uploads", () => {
  it("uses its secret, and leaks nothing of it", async () => {
    await aws.createBucket("artifacts", "ap-northeast-1");
    // As the chained workflow's own step writes it.
    const secrets = { ...SESSION, ...canaries("chained", "chained session") };
    const credentials = {
      AccessKeyId: "ASIACANARYCHAINED000",
      SecretAccessKey: canary("chained"),
      SessionToken: canary("chained session"),
    };
    const { node } = prepared();
    const config = write("config", `[default]\nendpoint_url = ${aws.endpoint}\n`);
    const { found, log } = await leaksOfBuild(
      { ...secrets, "chained id": credentials.AccessKeyId },
      {
        context: join(PROJECT, "docker/upload-example"),
        from: node.tag,
        options: [
          ...node.options,
          ...volume(config, "/home/node/.aws/config"),
          ...["--build-arg", "REGION=ap-northeast-1", "--build-arg", "BUCKET=artifacts"],
          ...["--secret", `id=credentials,src=${write("credentials.json", JSON.stringify(credentials))}`],
        ],
        env: SESSION,
      },
    );
    expect(log).toContain("uploaded s3://artifacts/hello.txt");
    expect(found).toEqual([]);
  });
});

describe("the runtime image", () => {
  it.each(["runtime", "agent-server", "canvas"] as const)(
    "%s contains nothing of its builder's environment",
    async (target) => {
      const { base, offline } = prepared().images[target];
      const { found, log } = await leaksOfBuild(SESSION, {
        context: join(PROJECT, "docker/openhands-runtime"),
        from: base,
        options: [...offline, "--target", target, "--build-arg", `BASE_IMAGE=${base}`],
        env: SESSION,
      });
      expect(log).toContain("COMMIT");
      expect(found).toEqual([]);
    },
  );
});

describe("a container of the runtime image", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox(prepared().images.runtime);
  });
  afterEach(() => sandbox.remove());

  const USE = "for shell in '-c' '-lc' '-xc' '-lxic'; do bash $shell 'aws sts get-caller-identity'; done";
  const use = (options: object) => sandbox.run(["bash", "-c", USE], options);
  const leaksOf = (secrets: Secrets, output: object) => [
    ...leaks("output", Buffer.from(JSON.stringify(output)), secrets),
    ...filesBelow(sandbox.changes).flatMap((file) => leaks(file, readFileSync(join(sandbox.changes, file)), secrets)),
  ];

  it("keeps the environment's key in the files that the design requires, and nowhere else", async () => {
    const output = await use({ env: { ...SESSION, AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: aws.endpoint } });
    expect(output.stdout).toContain("arn:aws:");
    const files = ["root/.aws/credentials", "etc/skel/.aws/credentials"];
    expect(placesOf(leaksOf(SESSION, output))).toEqual(
      Object.fromEntries(Object.keys(SESSION).map((name) => [name, expect.arrayContaining(files)])),
    );
    expect(leaksOf(SESSION, output)).toHaveLength(files.length * Object.keys(SESSION).length);
  });

  it("stores nothing of a mounted file, and nothing of a key beside it", async () => {
    const mounted = join(folder, "mounted");
    mkdirSync(mounted, { recursive: true });
    const session = {
      Version: 1,
      AccessKeyId: "ASIACANARYMOUNTED000",
      SecretAccessKey: canary("mounted"),
      SessionToken: canary("mounted-session"),
      Expiration: "2099-01-01T00:00:00Z",
    };
    writeFileSync(join(mounted, "credentials.json"), JSON.stringify(session));
    const env = { ...SESSION, AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: aws.endpoint };
    const output = await use({ env, volumes: { "/run/openhands-aws": mounted } });
    expect(output.stdout).toContain("arn:aws:");
    const { Version, Expiration, ...secrets } = session;
    expect(leaksOf({ ...SESSION, ...secrets }, output)).toEqual([]);
  });
});

describe("what the programs print", () => {
  it("contains nothing of what the refresher received and passed on", async () => {
    const sts = await FaultySts.start(aws.endpoint);
    const refresher = await Refresher.start(join(folder, "pod"), sts.endpoint);
    try {
      await refresher.healthy();
      const printed = [JSON.stringify(await refresher.health())];
      await refresher.end("SIGTERM");
      printed.push(refresher.output);
      const issued = Object.fromEntries(
        [...sts.issued.values()].flatMap((session) => Object.entries(session) as [string, string][]),
      );
      expect(Object.keys(issued)).toHaveLength(3);
      expect(leaks("output", Buffer.from(printed.join()), { ...issued, principal: PRINCIPAL_SECRET })).toEqual([]);
    } finally {
      await refresher.end("SIGKILL");
      sts.stop();
    }
  });

  it("contains nothing of the environment, nor of the Terraform that is checked", async () => {
    const secrets = { ...SESSION, ...canaries("backend", "provider", "parameter", "machine") };
    const terraform = {
      terraform: { backend: { s3: { bucket: "b", key: "k", region: "eu-west-1", secret_key: canary("backend") } } },
      provider: { aws: { secret_key: canary("provider") } },
      resource: {
        aws_ssm_parameter: { key: { name: "/key", type: "String", value: canary("parameter") } },
        aws_instance: {
          machine: { user_data_base64: Buffer.from(`AWS_SECRET_ACCESS_KEY=${canary("machine")}`).toString("base64") },
        },
      },
    };
    const checked = join(folder, "checked");
    mkdirSync(checked);
    writeFileSync(join(checked, "main.tf.json"), JSON.stringify(terraform));
    const out = join(folder, "out");
    const cli = (...args: readonly string[]) =>
      run(join(PROJECT, "bin/openhands-aws"), args, { cwd: PROJECT, env: { ...process.env, ...SESSION } });
    const printed = [];
    for (const format of ["text", "json", "sarif"]) {
      const report = await cli("guard", "--format", format, checked);
      expect(report).toMatchObject({ code: 1, stdout: expect.stringContaining("provider-credential") });
      printed.push(report);
    }
    for (const args of [
      ["whocan", checked, "--repository", "boxp/arch", "--event", "push", "--ref", "refs/heads/main"],
      ["guard", "--prove", checked],
      ["export", ...["--terraform", out, "--workflows", join(out, "w"), "--manifests", join(out, "m")]],
    ])
      printed.push(await cli(...args));
    expect(leaks("output", Buffer.from(JSON.stringify(printed)), secrets)).toEqual([]);
    const files = filesBelow(out);
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((file) => leaks(file, readFileSync(join(out, file)), secrets))).toEqual([]);
  });
});

const filesBelow = (top: string): string[] =>
  (readdirSync(top, { recursive: true }) as string[]).filter((file) => {
    const state = statSync(join(top, file), { throwIfNoEntry: false });
    return state?.isFile();
  });
