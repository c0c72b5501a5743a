import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { S3 } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { run } from "../../embedded/run";
import { fetchServed } from "../../operations/issuer/fetch-served";
import type { KeyState } from "../../operations/issuer/key-states";
import type { StepResult } from "../../operations/steps";
import { PROJECT } from "../../project";
import { withBucket } from "../../tools/with-bucket";
import { killAt } from "../operations/support/kill-at";
import { Launcher, type Moment, REGION } from "../operations/support/launcher";
import { startBucketStub } from "../support/bucket-stub";
import type { HttpsStub } from "../support/https-stub";
import { Cluster } from "./support/cluster";
import { describeKubernetes } from "./support/requirements";
import type { PublishedKey } from "./support/token";
import { TrustingSts } from "./support/trusting-sts";

const HOST = "oidc.example.com";
const ISSUER = `https://${HOST}/agents`;
const BUCKET = "documents";
const IDENTITY = { cluster: "self-hosted", issuer: { url: ISSUER, bucket: BUCKET } };
const CONFIG = { bedrock: { access: "workload-identity" }, kubernetes: { identity: IDENTITY } };
const ACCOUNT = ["openhands", "--namespace=openhands"];
/** The longest that a token for AWS is valid, and the longest that AWS and CloudFront together keep a document. */
const [TOKEN_HOURS, CACHE_HOURS] = [24, 2];
const OK = { fresh: "OK", stale: "OK" };

/** A token, and what the clock said when it was issued. */
interface Minted {
  readonly token: string;
  readonly hours: number;
}

describeKubernetes("a change of the key that signs a real cluster's tokens", () => {
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-rollover-"));
  const config = join(directory, "openhands.yaml");
  let cluster: Cluster;
  let launcher: Launcher;
  let stub: HttpsStub;
  let sts: TrustingSts;
  let issuerFlags: readonly string[];
  /** The files of the old key and of the new one, and their ids. */
  let [old, next] = [
    { file: "", kid: "" },
    { file: "", kid: "" },
  ];
  /** How far the clock of `issuer publish` and of AWS is ahead. */
  let hours = 0;
  /** The keys at the URL, since when. */
  const history: { readonly hours: number; readonly keys: readonly PublishedKey[] }[] = [];
  /** Tokens that must be accepted as long as they are valid. */
  const inUse: Minted[] = [];

  beforeAll(async () => {
    writeFileSync(config, withBucket(stringify({ aws: { region: REGION }, ...CONFIG })));
    [launcher, cluster, sts] = await Promise.all([
      Launcher.start((aws) => aws.createBucket(BUCKET, REGION)),
      Cluster.start(),
      TrustingSts.start(CONFIG),
    ]);
    stub = await startBucketStub(HOST, new S3(launcher.clientOf(launcher.tester)), BUCKET);
    old = { file: join(cluster.directory, "service-account.key"), kid: (await servedKids())[0] as string };
    next = { file: cluster.createKey("next"), kid: "" };
    await cluster.kubectl("create", "namespace", "openhands");
    await cluster.kubectl("create", "serviceaccount", ...ACCOUNT);
  }, 180_000);
  afterAll(async () => {
    sts?.stop();
    await stub?.stop();
    await launcher?.stop();
    await cluster?.stop();
    rmSync(directory, { recursive: true });
  }, 60_000);

  const servedKids = async (): Promise<string[]> =>
    JSON.parse(await cluster.kubectl("get", "--raw=/openid/v1/jwks")).keys.map(({ kid }: PublishedKey) => kid);

  /** Every API server has these keys to verify with, and signs with one of them. */
  const restart = (verifying: readonly { file: string }[], signing: { file: string }) =>
    cluster.restartApiServer([
      ...issuerFlags,
      ...verifying.map(({ file }) => `--service-account-key-file=${file}`),
      `--service-account-signing-key-file=${signing.file}`,
    ]);

  const environment = () => ({
    ...{ KUBECONFIG: cluster.kubeconfig, CLOCK_AHEAD: String(hours * 3600) },
    PATH: [dirname(cluster.binaries.kubectl), process.env.PATH].join(delimiter),
    ...stub.env,
    NODE_OPTIONS: `${stub.env.NODE_OPTIONS} --require=${join(PROJECT, "e2e/support/clock-ahead.cjs")}`,
  });
  const command = (...options: string[]) =>
    [
      ...[join(PROJECT, "bin/openhands-aws"), "issuer", "publish", "--config", config, "--format", "json"],
      ...["--distribution", "other", ...options],
    ] as const;

  /** As a user runs it. */
  async function publish(...options: string[]) {
    const [program, ...args] = command(...options);
    const { code, stdout, stderr } = await run(program, args, {
      cwd: directory,
      env: { ...launcher.env, ...environment() },
    });
    if (stderr) throw new Error(stderr);
    await note();
    const { steps, keys, flags = "" } = JSON.parse(stdout);
    const evidence = (status: StepResult["status"]) =>
      steps.filter((step: StepResult) => step.status === status).map((step: StepResult) => step.evidence);
    const of = (kid: string): string => keys.find((key: KeyState) => key.kid === kid)?.next;
    return { code, failed: evidence("FAIL"), changed: evidence("CHANGED"), next: of, flags };
  }

  /** Kills it at a call to S3 of that number. @returns the call */
  async function kill(number: number, moment: Moment, ...options: string[]) {
    await launcher.reset();
    const variables = Object.entries(environment()).map(([name, value]) => `${name}=${value}`);
    const call = await killAt(launcher, number, moment, ["env", ...variables, ...command(...options)]);
    await note();
    return call?.action;
  }

  /** What is at the URL that the provider names, read as AWS reads it. */
  async function note(): Promise<void> {
    const read = async (url: string) => {
      const served = await fetchServed(url, stub.agent());
      return "body" in served && served.status === 200 ? JSON.parse(served.body) : undefined;
    };
    const discovery = await read(`${ISSUER}/.well-known/openid-configuration`);
    history.push({ hours, keys: (discovery && (await read(discovery.jwks_uri)))?.keys ?? [] });
  }
  const published = () => history.at(-1)?.keys.map(({ kid }) => kid);

  async function mint(): Promise<Minted> {
    const options = ["--audience=sts.amazonaws.com", `--duration=${TOKEN_HOURS}h`];
    return { token: (await cluster.kubectl("create", "token", ...ACCOUNT, ...options)).trim(), hours };
  }

  /** Of STS that reads the documents now, and of STS with the oldest that a cache may still have. */
  async function answers({ token, hours: since }: Minted) {
    const first = history.find(({ keys }) => keys.length > 0);
    const seen = history.filter((entry) => entry.hours <= hours - CACHE_HOURS && entry.keys.length > 0).at(-1);
    const age = (hours - since) * 3600;
    return {
      fresh: await sts.answer(token, history.at(-1)?.keys ?? [], age),
      stale: await sts.answer(token, (seen ?? first)?.keys ?? [], age),
    };
  }

  /** No valid token is refused: of those of before, and of one of now. */
  async function expectNoneRefused(): Promise<void> {
    inUse.push(await mint());
    const valid = inUse.filter((minted) => hours - minted.hours < TOKEN_HOURS);
    for (const minted of valid) expect(await answers(minted)).toEqual(OK);
  }

  const whoIs = async (token: string) =>
    (await cluster.tryKubectl("auth", "whoami", `--token=${token}`, "--output=jsonpath={.status.userInfo.username}"))
      .stdout;

  it("first gives the API server the issuer, by the flags that are printed: tokens of the issuer of before stay valid", async () => {
    const before = (await cluster.kubectl("create", "token", ...ACCOUNT)).trim();
    const { code, flags } = await publish("--yes");
    expect(code).toBe(1);
    issuerFlags = flags.match(/--(service-account-(issuer|jwks-uri)|api-audiences)=\S+/g);
    expect(issuerFlags).toHaveLength(4);
    await restart([old], old);
    const after = (await cluster.kubectl("create", "token", ...ACCOUNT)).trim();
    expect([await whoIs(before), await whoIs(after)]).toEqual(
      Array(2).fill("system:serviceaccount:openhands:openhands"),
    );
  }, 60_000);

  it("first publishes the old key, killed in between", async () => {
    expect(await kill(2, "after", "--yes")).toBe("PutObject");
    expect(published()).toEqual([]);
    expect((await publish("--yes")).code).toBe(0);
    expect(published()).toEqual([old.kid]);
    await expectNoneRefused();
  }, 60_000);

  it("refuses to let the API server sign with a key that is not published", async () => {
    hours = 48;
    await restart([old, next], next);
    const [kid = ""] = (await servedKids()).filter((served) => served !== old.kid);
    next = { ...next, kid };
    expect(await answers(await mint())).toEqual({ fresh: "InvalidIdentityToken", stale: "InvalidIdentityToken" });
    expect(await publish()).toMatchObject({
      code: 1,
      failed: [
        `The API server signs with the key ${next.kid}, which is not published: AWS refuses its tokens. Publish it first; two hours later it can sign. Let it sign with ${old.kid} until then.`,
      ],
    });
  }, 60_000);

  it("publishes the new key in step 1, killed before and after it is written", async () => {
    await restart([old, next], old);
    await expectNoneRefused();
    expect(await kill(2, "before", "--yes")).toBe("PutObject");
    expect(published()).toEqual([old.kid]);
    await expectNoneRefused();
    expect(await kill(2, "after", "--yes")).toBe("PutObject");
    expect(published()?.sort()).toEqual([old.kid, next.kid].sort());
    await expectNoneRefused();
    const { code, changed, next: state } = await publish("--yes");
    expect({ code, changed, state: state(next.kid) }).toEqual({
      ...{ code: 0, changed: [] },
      state: expect.stringMatching(/^can sign from \S+ on, if it is the next one$/),
    });
  }, 60_000);

  it("says in step 2 that the new key signs too early, which some AWS refuse, and nothing two hours later", async () => {
    hours += 1;
    await restart([old, next], next);
    const early = await mint();
    expect(await answers(early)).toEqual({ fresh: "OK", stale: "InvalidIdentityToken" });
    expect(await publish("--yes")).toMatchObject({
      code: 1,
      failed: [expect.stringContaining(`The API server signs too early with the key ${next.kid}: until `)],
    });
    hours += 1;
    inUse.push(early);
    expect(await kill(2, "after", "--yes")).toBe("GetObject");
    expect(await publish("--yes")).toMatchObject({ code: 0, changed: [] });
    await expectNoneRefused();
  }, 60_000);

  it("keeps the old key published in step 3, killed before and after that is noted, and refuses to drop it", async () => {
    await restart([next], next);
    await expectNoneRefused();
    expect(await publish("--drop", old.kid, "--yes")).toMatchObject({
      code: 1,
      failed: [expect.stringContaining("which this run sees for the first time")],
    });
    expect(await kill(2, "before", "--yes")).toBe("PutObject");
    expect(await kill(2, "after", "--yes")).toBe("PutObject");
    expect(await publish("--yes")).toMatchObject({ code: 0, changed: [] });
    hours += 23.5;
    expect(await publish("--drop", old.kid, "--yes")).toMatchObject({
      code: 1,
      failed: [expect.stringMatching(/Tokens that it signed may be in use until \S+: drop it then\./)],
    });
    await expectNoneRefused();
    expect(published()).toEqual([next.kid, old.kid]);
  }, 60_000);

  it("drops the old key in step 4, killed before and after, when none of its tokens is valid", async () => {
    hours += 0.5;
    expect(await kill(2, "before", "--drop", old.kid, "--yes")).toBe("PutObject");
    expect(published()).toEqual([next.kid, old.kid]);
    expect(await kill(2, "after", "--drop", old.kid, "--yes")).toBe("PutObject");
    expect(published()).toEqual([next.kid]);
    expect(await publish("--drop", old.kid, "--yes")).toMatchObject({ code: 0, failed: [], changed: [] });
    await expectNoneRefused();
  }, 60_000);

  it("leaves the old key's tokens without use, were they valid for longer", async () => {
    const [minted] = inUse as [Minted];
    expect(await answers(minted)).toMatchObject({ fresh: "InvalidIdentityToken" });
    hours += CACHE_HOURS;
    const forever = { ...minted, hours };
    expect(await answers(forever)).toEqual({ fresh: "InvalidIdentityToken", stale: "InvalidIdentityToken" });
    expect(await whoIs(minted.token)).toBe("");
    await expectNoneRefused();
  }, 60_000);
});
