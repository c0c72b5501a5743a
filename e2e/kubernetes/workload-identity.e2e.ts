import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PYTHON } from "../../embedded/requirements";
import { run } from "../../embedded/run";
import { Kubectl } from "../../operations/cluster/kubectl";
import { fetchServed } from "../../operations/issuer/fetch-served";
import { Account } from "../../operations/verify/account";
import { webIdentity } from "../../operations/verify/checks/web-identity";
import { Cluster as ObservedCluster } from "../../operations/verify/cluster";
import { expectedOf } from "../../operations/verify/expected";
import { verify } from "../../operations/verify/verify";
import { PROJECT } from "../../project";
import { testConfig } from "../../tools/test-config";
import { Refresher, readCredentials } from "../support/refresher";
import { Cluster } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests, type Written } from "./support/manifests";
import { describeKubernetes } from "./support/requirements";
import { ExportedRights, type Right } from "./support/rights";
import { synthesizedIdentity } from "./support/synthesized-identity";
import type { PublishedKey } from "./support/token";
import { unverifiedClaims } from "./support/token";
import { type Provider, WebIdentitySts } from "./support/web-identity-sts";

const ISSUER = "https://oidc.example.com/agents";
const BEDROCK = { access: "workload-identity" };
const KUBERNETES = { identity: { cluster: "self-hosted", issuer: { url: ISSUER }, tokenSeconds: 7200 } };
const ONCALL = { principals: ["arn:aws:iam::123456789012:user/oncall"], cluster: [{ user: "verifier" }] };
const CANVAS = {
  ...{ openhands: { family: "canvas" }, bedrock: BEDROCK, kubernetes: KUBERNETES },
  operations: { roles: { verify: ONCALL } },
};
const OLDER = { openhands: { version: "0.62" }, runtime: { refresher: {} }, bedrock: BEDROCK, kubernetes: KUBERNETES };
const SESSION = "openhands-pod-uid";

/** Who it is, before and after the token is another one. */
const ASK_AGAIN = {
  python: `
import boto3, os
sts = boto3.Session().client("sts")
print(sts.get_caller_identity()["Arn"])
os.replace("next", "token")
print(sts.get_caller_identity()["Arn"])
`,
  // It renews the session in the background of a call, which still uses the one before.
  javascript: `
const { GetCallerIdentityCommand, STSClient } = require("@aws-sdk/client-sts");
const timers = require("node:timers/promises");
const sts = new STSClient();
const ask = async () => console.log((await sts.send(new GetCallerIdentityCommand())).Arn);
(async () => {
  await ask();
  require("node:fs").renameSync("next", "token");
  for (let again = 0; again < 10; again++) await timers.setTimeout(100).then(ask);
})();
`,
};

describeKubernetes("the workload identity of a real cluster", () => {
  let cluster: Cluster;
  let manifests: Manifests;
  let older: Manifests;
  let provider: Provider;
  let sts: WebIdentitySts;
  let directory: string;
  const file = () => join(directory, "token");

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "openhands-aws-identity-"));
    manifests = new Manifests(CANVAS);
    older = new Manifests(OLDER);
    cluster = await Cluster.start(ISSUER);
    for (const object of manifests.objects().filter(({ kind }) => ["Namespace", "ServiceAccount"].includes(kind)))
      await apply(object);
    await apply(deployment(manifests));
    await cluster.kubectl("create", "serviceaccount", "other", "--namespace=openhands");
    await cluster.kubectl("create", "serviceaccount", "openhands", "--namespace=default");
    const { keys } = JSON.parse(await cluster.kubectl("get", "--raw=/openid/v1/jwks"));
    const { model, url, audiences } = await synthesizedIdentity(CANVAS);
    provider = { url, audiences, keys };
    sts = await WebIdentitySts.start(model, [provider]);
  }, 180_000);
  beforeEach(() => {
    sts.providers = [provider];
    sts.ahead = 0;
    sts.lifetime = 3600;
    sts.answers.splice(0);
  });
  afterAll(async () => {
    sts?.stop();
    await cluster?.stop();
    manifests?.remove();
    older?.remove();
    rmSync(directory, { recursive: true });
  }, 60_000);

  async function apply(object: Written): Promise<void> {
    const written = join(directory, "object.json");
    writeFileSync(written, JSON.stringify(object));
    await cluster.kubectl("apply", "--server-side", "--validate=strict", "-f", written);
  }
  const deployment = (from: Manifests) => from.objects().find(({ kind }) => kind === "Deployment") as Written;
  const podOf = (from: Manifests) => deployment(from).spec.template.spec;
  const wanted = (from = manifests) =>
    podOf(from).volumes.find(({ projected }: { projected?: object }) => projected).projected.sources[0]
      .serviceAccountToken;

  /** What the kubelet writes into the pod's volume, unless something is said to be different. */
  async function token({ name = "", namespace = "openhands", audience = "" } = {}): Promise<string> {
    const options = [`--namespace=${namespace}`, `--audience=${audience || wanted().audience}`];
    const seconds = `--duration=${wanted().expirationSeconds}s`;
    return (
      await cluster.kubectl("create", "token", name || podOf(manifests).serviceAccountName, ...options, seconds)
    ).trim();
  }

  /** The exported container's AWS_ variables, with the token and STS in their places here. */
  function environment(from = manifests, container = "openhands"): Record<string, string> {
    const { env } = podOf(from).containers.find(({ name }: { name: string }) => name === container);
    const own = env
      .filter(({ name, value }: { name: string; value?: string }) => name.startsWith("AWS_") && value !== undefined)
      .map(({ name, value }: { name: string; value: string }) => [name, value]);
    expect(env).toContainEqual(expect.objectContaining({ name: "AWS_WEB_IDENTITY_TOKEN_FILE" }));
    return {
      ...Object.fromEntries(own),
      PATH: process.env.PATH ?? "",
      // The AWS CLI keeps the sessions of web identities in a cache there.
      HOME: mkdtempSync(join(directory, "home-")),
      AWS_WEB_IDENTITY_TOKEN_FILE: file(),
      AWS_ROLE_SESSION_NAME: SESSION,
      AWS_ENDPOINT_URL_STS: sts.endpoint,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
    };
  }

  /** The AWS CLI's answer to who it is. */
  async function caller(presented: string): Promise<string> {
    writeFileSync(file(), presented);
    const { stdout, stderr } = await run("aws", ["sts", "get-caller-identity", "--query=Arn", "--output=text"], {
      cwd: directory,
      env: environment(),
    });
    return (stdout + stderr).trim();
  }
  const ROLE = `arn:aws:sts::123456789012:assumed-role/openhands-workload-role/${SESSION}`;

  it("publishes the issuer that the provider names, byte for byte", async () => {
    const { issuer } = JSON.parse(await cluster.kubectl("get", "--raw=/.well-known/openid-configuration"));
    expect(issuer).toBe(provider.url);
    const { iss, aud, exp, nbf } = unverifiedClaims(await token());
    expect({ iss, aud, seconds: exp - nbf }).toEqual({ iss: ISSUER, aud: provider.audiences, seconds: 7200 });
  });

  it("gives the AWS CLI the role's session with nothing but the container's environment and the token", async () => {
    expect(Object.keys(environment())).not.toContain("AWS_ACCESS_KEY_ID");
    expect(await caller(await token())).toBe(ROLE);
    expect(sts.answers).toEqual([
      ["AssumeRoleWithWebIdentity", "OK"],
      ["GetCallerIdentity", "OK"],
    ]);
  }, 60_000);

  it.each<[string, object, string]>([
    ["another service account", { name: "other" }, "AccessDenied"],
    ["the same name in another namespace", { namespace: "default" }, "AccessDenied"],
    ["another audience", { audience: "https://kubernetes.default.svc" }, "InvalidIdentityToken"],
  ])(
    "refuses the token of %s",
    async (_, different, code) => {
      expect(await caller(await token(different))).toContain(`(${code})`);
      expect(sts.answers).toEqual([["AssumeRoleWithWebIdentity", code]]);
    },
    60_000,
  );

  it("refuses another audience that the provider accepts, but the role does not", async () => {
    sts.providers = [{ ...provider, audiences: [...provider.audiences, "vault"] }];
    expect(await caller(await token({ audience: "vault" }))).toContain("(AccessDenied)");
  }, 60_000);

  it("refuses a token after its time", async () => {
    sts.ahead = 7201;
    expect(await caller(await token())).toContain("(ExpiredTokenException)");
  }, 60_000);

  it("refuses a token that someone else signed as the same key", async () => {
    const [header, payload] = (await token()).split(".");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const signature = sign("sha256", Buffer.from(`${header}.${payload}`), privateKey).toString("base64url");
    expect(await caller(`${header}.${payload}.${signature}`)).toContain("(InvalidIdentityToken)");
  }, 60_000);

  it.each<[string, (keys: readonly PublishedKey[]) => Partial<Provider>]>([
    ["the provider's URL ends with a slash", () => ({ url: `${ISSUER}/` })],
    ["the key is no longer published", () => ({ keys: [] })],
    ["the key is published under another name", (keys) => ({ keys: keys.map((key) => ({ ...key, kid: "other" })) })],
  ])(
    "refuses every token where %s",
    async (_, broken) => {
      sts.providers = [{ ...provider, ...broken(provider.keys) }];
      expect(await caller(await token())).toContain("(InvalidIdentityToken)");
    },
    60_000,
  );

  it.each<[string, string, string[]]>([
    ["boto3", PYTHON, ["-c", ASK_AGAIN.python]],
    ["the AWS SDK for JavaScript", process.execPath, ["--no-warnings", "-e", ASK_AGAIN.javascript]],
  ])(
    "renews the session of %s inside a running process, with the token that is then in the file",
    async (_, program, args) => {
      sts.lifetime = 60; // What ends that soon is renewed at each call.
      const [first, next] = [await token(), await token()];
      writeFileSync(file(), first);
      writeFileSync(join(directory, "next"), next);
      sts.tokens.splice(0);
      const env = { ...environment(), NODE_PATH: join(PROJECT, "node_modules") };
      const { stdout, stderr } = await run(program, args, { cwd: directory, env });
      expect({ lines: new Set(stdout.trim().split("\n")), stderr }).toEqual({ lines: new Set([ROLE]), stderr: "" });
      expect([sts.tokens.includes(first), sts.tokens.at(-1) === next]).toEqual([true, true]);
    },
    60_000,
  );

  describe("verify's check of it", () => {
    let rights: ExportedRights;
    const saved = process.env;
    beforeAll(() => {
      rights = new ExportedRights(cluster, manifests, "verify");
    });
    afterAll(() => {
      process.env = saved;
    });

    const kubectl = (signal: AbortSignal) => {
      const [PATH, KUBECONFIG] = [dirname(cluster.binaries.kubectl), rights.kubeconfigOf("verifier")];
      return new Kubectl({ env: { PATH, KUBECONFIG, HOME: cluster.directory }, signal });
    };

    /** With the verifier's rights in the cluster. In AWS, the caller is the pod's own role: any would do. */
    async function checked() {
      writeFileSync(file(), await token());
      process.env = environment();
      const signal = AbortSignal.timeout(27_000);
      const config = testConfig(JSON.stringify(CANVAS), "openhands.yaml");
      const observed = new ObservedCluster(config, kubectl(signal));
      const world = {
        ...{
          config,
          expected: expectedOf((await synthesizedIdentity(CANVAS)).model),
          now: new Date(),
          env: {},
          fetch: fetchServed,
        },
        options: { s3: false, maxKeyAge: 90 },
        account: new Account(config, { region: config.aws.region, signal }, () => observed.token()),
        cluster: observed,
      };
      return (await verify(world, signal, undefined, [webIdentity]))[0];
    }

    it("gets a token with the exported rights, of this service account and of no other", async () => {
      await rights.grant();
      const role = "A token of the service account gets a session of openhands-workload-role.";
      await eventually(async () => expect(await checked()).toMatchObject({ status: "PASS", why: role }));
      const other = kubectl(AbortSignal.timeout(27_000)).token(
        { namespace: "openhands", name: "other" },
        wanted().audience,
      );
      await expect(other).rejects.toMatchObject({ kind: "denied" });
    }, 60_000);

    it("says that it may not ask for one without that right", async () => {
      const [right, ...others] = rights.rights().filter(({ resource }) => resource === "serviceaccounts/token");
      expect([right, others]).toMatchObject([{ verb: "create" }, []]);
      await rights.grantWithout(right as Right);
      const denied = 'User "verifier" cannot create resource "serviceaccounts/token"';
      await eventually(async () =>
        expect(await checked()).toMatchObject({ status: "FAIL", why: expect.stringContaining(denied) }),
      );
    }, 60_000);
  });

  it("gives 0.62's refresher the pod's role first, and the sessions' role with it", async () => {
    const { model } = await synthesizedIdentity(OLDER);
    const own = await WebIdentitySts.start(model, [provider]);
    const container = "aws-credentials-refresher";
    const { env } = podOf(older).containers.find(({ name }: { name: string }) => name === container);
    const exported = Object.fromEntries(
      env
        .filter(({ name, value }: { name: string; value?: string }) => name.startsWith("OPENHANDS_AWS_") && value)
        .map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    const { OPENHANDS_AWS_ROLE_ARN, OPENHANDS_AWS_SESSION_SECONDS } = exported;
    writeFileSync(file(), await token());
    const refresher = await Refresher.start(directory, own.endpoint, {
      ...environment(older, container),
      ...{ OPENHANDS_AWS_ROLE_ARN, OPENHANDS_AWS_SESSION_SECONDS },
      ...{ AWS_ENDPOINT_URL_STS: own.endpoint, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
    });
    try {
      await refresher.healthy();
      expect(own.answers).toEqual([
        ["AssumeRoleWithWebIdentity", "OK"],
        ["AssumeRole", "OK"],
      ]);
      expect(readCredentials(refresher.file).AccessKeyId).toMatch(/^ASIA/);
    } finally {
      await refresher.end("SIGTERM");
      own.stop();
    }
  }, 60_000);
});
