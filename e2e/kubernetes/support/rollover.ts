import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { S3 } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { run } from "../../../embedded/run";
import { fetchServed } from "../../../operations/issuer/fetch-served";
import { discoveryUrl } from "../../../operations/issuer/issuer";
import type { KeyState } from "../../../operations/issuer/key-states";
import type { StepResult } from "../../../operations/steps";
import { PROJECT } from "../../../project";
import { withBucket } from "../../../tools/with-bucket";
import { killAt } from "../../operations/support/kill-at";
import { Launcher, type Moment, REGION } from "../../operations/support/launcher";
import { startBucketStub } from "../../support/bucket-stub";
import type { HttpsStub } from "../../support/https-stub";
import { Cluster } from "./cluster";
import type { PublishedKey } from "./token";
import { TrustingSts } from "./trusting-sts";

const HOST = "oidc.example.com";
const BUCKET = "documents";
const ACCOUNT = ["openhands", "--namespace=openhands"];
/** The longest that a token for AWS is valid, and the longest that AWS and CloudFront together keep a document. */
const [TOKEN_HOURS, CACHE_HOURS] = [24, 2];

export const configOf = (url: string) => ({
  bedrock: { access: "workload-identity" },
  kubernetes: { identity: { cluster: "self-hosted", issuer: { url, bucket: BUCKET } } },
});

/** A token, and what the clock said when it was issued. */
export interface Minted {
  readonly token: string;
  readonly hours: number;
}

/** A real cluster, the bucket of its issuer's documents, and AWS that reads them; their clock goes as the test says. */
export class Rollover {
  static readonly issuer = `https://${HOST}/agents`;

  static async start(): Promise<Rollover> {
    const [launcher, cluster, sts] = await Promise.all([
      Launcher.start((aws) => aws.createBucket(BUCKET, REGION)),
      Cluster.start(),
      TrustingSts.start(configOf(Rollover.issuer)),
    ]);
    const stub = await startBucketStub(HOST, new S3(launcher.clientOf(launcher.tester)), BUCKET);
    await cluster.kubectl("create", "namespace", "openhands");
    await cluster.kubectl("create", "serviceaccount", ...ACCOUNT);
    return new Rollover(launcher, cluster, sts, stub);
  }

  /** How far the clock of `issuer publish` and of AWS is ahead. */
  hours = 0;
  /** Of the API server, but for its keys. */
  issuerFlags: readonly string[] = [];
  /** Tokens that must be accepted as long as they are valid. */
  readonly inUse: Minted[] = [];
  /** The keys at the URL, since when. */
  readonly #history: { readonly hours: number; readonly keys: readonly PublishedKey[] }[] = [];
  readonly #directory = mkdtempSync(join(tmpdir(), "openhands-aws-rollover-"));

  private constructor(
    private readonly launcher: Launcher,
    readonly cluster: Cluster,
    private readonly sts: TrustingSts,
    private readonly stub: HttpsStub,
  ) {
    this.configure(Rollover.issuer);
  }

  async stop(): Promise<void> {
    this.sts.stop();
    await this.stub.stop();
    await this.launcher.stop();
    await this.cluster.stop();
    rmSync(this.#directory, { recursive: true });
  }

  get #config(): string {
    return join(this.#directory, "openhands.yaml");
  }

  configure(url: string): void {
    writeFileSync(this.#config, withBucket(stringify({ aws: { region: REGION }, ...configOf(url) })));
  }

  /** Every API server has these keys to verify with, and signs with one of them. */
  restart(verifying: readonly string[], signing: string): Promise<void> {
    return this.cluster.restartApiServer([
      ...this.issuerFlags,
      ...verifying.map((file) => `--service-account-key-file=${file}`),
      `--service-account-signing-key-file=${signing}`,
    ]);
  }

  /** The ids of the keys that the API server verifies with. */
  async servedKids(): Promise<string[]> {
    const { keys } = JSON.parse(await this.cluster.kubectl("get", "--raw=/openid/v1/jwks"));
    return keys.map(({ kid }: PublishedKey) => kid);
  }

  /** As a user runs it. */
  async publish(...options: string[]) {
    const [program = "", ...args] = this.#command(options);
    const env = { ...this.launcher.env, ...this.#variables() };
    const { code, stdout, stderr } = await run(program, args, { cwd: this.#directory, env });
    if (stderr) throw new Error(stderr);
    await this.#note();
    const { steps, keys, flags = "" } = JSON.parse(stdout);
    const evidence = (status: StepResult["status"]): string[] =>
      steps.filter((step: StepResult) => step.status === status).map((step: StepResult) => step.evidence);
    return {
      ...{ code, failed: evidence("FAIL"), changed: evidence("CHANGED"), flags },
      /** What is next for the key. */
      next: (kid: string): string => keys.find((key: KeyState) => key.kid === kid)?.next,
    };
  }

  /** Kills it at a call to S3 of that number. @returns the call */
  async kill(number: number, moment: Moment, ...options: string[]): Promise<string | undefined> {
    await this.launcher.reset();
    const variables = Object.entries(this.#variables()).map(([name, value]) => `${name}=${value}`);
    const call = await killAt(this.launcher, number, moment, ["env", ...variables, ...this.#command(options)]);
    await this.#note();
    return call?.action;
  }

  #command(options: readonly string[]): string[] {
    const command = [join(PROJECT, "bin/openhands-aws"), "issuer", "publish", "--config", this.#config];
    return [...command, "--format", "json", "--distribution", "other", ...options];
  }

  #variables() {
    const path = [dirname(this.cluster.binaries.kubectl), process.env.PATH].join(delimiter);
    const hook = `--require=${join(PROJECT, "e2e/support/clock-ahead.cjs")}`;
    return {
      ...{ KUBECONFIG: this.cluster.kubeconfig, PATH: path, CLOCK_AHEAD: String(this.hours * 3600) },
      ...{ ...this.stub.env, NODE_OPTIONS: `${this.stub.env.NODE_OPTIONS} ${hook}` },
    };
  }

  /** The keys at the issuer's URL, read as AWS reads them; none before there are documents. */
  async keysAt(url: string): Promise<readonly PublishedKey[]> {
    const read = async (from: string) => {
      const served = await fetchServed(from, this.stub.agent());
      return "body" in served && served.status === 200 ? JSON.parse(served.body) : undefined;
    };
    const discovery = await read(discoveryUrl({ url }));
    return (discovery && (await read(discovery.jwks_uri)))?.keys ?? [];
  }

  async #note(): Promise<void> {
    this.#history.push({ hours: this.hours, keys: await this.keysAt(Rollover.issuer) });
  }

  /** The ids of the keys at the URL. */
  get published(): string[] {
    return this.#history.at(-1)?.keys.map(({ kid }) => kid) ?? [];
  }

  /** A token of OpenHands' service account for AWS. */
  async mint(): Promise<Minted> {
    const token = await this.token("--audience=sts.amazonaws.com", `--duration=${TOKEN_HOURS}h`);
    return { token, hours: this.hours };
  }

  /** The same for the API server, unless the options say otherwise. */
  async token(...options: string[]): Promise<string> {
    return (await this.cluster.kubectl("create", "token", ...ACCOUNT, ...options)).trim();
  }

  /** What STS says that reads the documents now, and STS with the oldest that a cache may still have. */
  async answers({ token, hours }: Minted): Promise<{ fresh: string; stale: string }> {
    const documents = this.#history.filter(({ keys }) => keys.length > 0);
    const old = documents.filter((entry) => entry.hours <= this.hours - CACHE_HOURS).at(-1) ?? documents[0];
    const age = (this.hours - hours) * 3600;
    return {
      fresh: await this.sts.answer(token, this.#history.at(-1)?.keys ?? [], age),
      stale: await this.sts.answer(token, old?.keys ?? [], age),
    };
  }

  /** What both say of each valid token of before, and of one of now. @returns those that are not accepted */
  async refused(): Promise<object[]> {
    this.inUse.push(await this.mint());
    const refused: object[] = [];
    for (const minted of this.inUse.filter(({ hours }) => this.hours - hours < TOKEN_HOURS)) {
      const answers = await this.answers(minted);
      if (answers.fresh !== "OK" || answers.stale !== "OK") refused.push({ ...answers, hours: minted.hours });
    }
    return refused;
  }

  /** Whom the API server takes a token for; empty if it refuses the token. */
  async whoIs(token: string): Promise<string> {
    const output = "--output=jsonpath={.status.userInfo.username}";
    return (await this.cluster.tryKubectl("auth", "whoami", `--token=${token}`, output)).stdout;
  }
}
