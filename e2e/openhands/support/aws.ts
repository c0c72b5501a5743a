import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded/aws";
import { FaultySts } from "../../support/faulty-sts";
import { Recorder } from "../../support/recorder";
import { AwsError } from "../../support/sigv4";
import { Access, type Session } from "./access";
import { Bedrock, type BedrockProps } from "./bedrock/bedrock";
import type { Needed } from "./bedrock/models";

export const ACCOUNT = "123456789012";
export const BUCKET = "openhands-data";

/** Two regions, so that one taken for the other shows. */
export const REGION = "ap-northeast-1";
export const BEDROCK_REGION = "us-west-2";

/** STS, S3 and Bedrock that check who asks for what. */
export class Aws {
  /** Keys that AWS accepts no longer. */
  readonly revoked = new Set<string>();
  answer: BedrockProps["answer"] = () => ({ text: "Nothing to say." });

  bedrock!: Bedrock;
  recorder!: Recorder;
  /** What AWS goes by. */
  access!: Access;
  sts!: FaultySts;
  #embedded?: EmbeddedAws;

  /**
   * @param terraform main.tf.json of the roles' stack
   * @param account what is behind it. @default one of its own with the bucket
   */
  static async start(terraform: string, account?: EmbeddedAws): Promise<Aws> {
    const aws = new Aws(terraform);
    try {
      await aws.#start(account ?? (await aws.#open()));
    } catch (error) {
      await aws.stop();
      throw error;
    }
    return aws;
  }

  private constructor(readonly terraform: string) {}

  async stop(): Promise<void> {
    for (const stub of [this.bedrock, this.recorder, this.sts]) stub?.stop();
    await this.#embedded?.stop();
  }

  /** Where AWS is, in the SDKs' and LiteLLM's own variables. */
  get endpoints(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL_STS: this.recorder.endpoint,
      AWS_ENDPOINT_URL_S3: this.recorder.endpoint,
      AWS_BEDROCK_RUNTIME_ENDPOINT: this.bedrock.endpoint,
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  /** The session with which STS answered the last time. */
  get session(): Session {
    const asked = this.sts.requests.findLast((request) => request.get("Action") === "AssumeRole");
    const of = (name: string) => asked?.get(name) ?? "";
    return { role: of("RoleArn"), name: of("RoleSessionName"), policy: of("Policy") };
  }

  /** Whose keys Bedrock, STS and S3 have seen. */
  get keysUsed(): ReadonlySet<string | undefined> {
    return new Set([...this.bedrock.calls, ...this.recorder.calls].map(({ accessKeyId }) => accessKeyId));
  }

  forgetCalls(): void {
    this.bedrock.calls.length = 0;
    this.recorder.calls.length = 0;
  }

  async #open(): Promise<EmbeddedAws> {
    this.#embedded = await startEmbeddedAws(ACCOUNT);
    await this.#embedded.createBucket(BUCKET, REGION);
    return this.#embedded;
  }

  async #start({ endpoint }: EmbeddedAws): Promise<void> {
    this.access = await Access.read(this.terraform);
    this.sts = await FaultySts.start(endpoint);
    this.recorder = await Recorder.start(endpoint, this.#keys);
    this.bedrock = await Bedrock.start({
      ...{ account: ACCOUNT, region: BEDROCK_REGION, keys: this.#keys },
      authorize: (_, action, needed) => this.#authorize(action, needed),
      answer: (dialogue) => this.answer(dialogue),
    });
  }

  readonly #keys = (accessKeyId: string) =>
    this.revoked.has(accessKeyId) ? undefined : this.sts.issued.get(accessKeyId);

  #authorize(action: string, needed: Needed): void {
    const refusal = this.access.refusal(this.session, action, needed);
    if (refusal === undefined) return;
    const { role, name } = this.session;
    const who = `arn:aws:sts::${ACCOUNT}:assumed-role/${role.split("/").pop()}/${name}`;
    const message = `User: ${who} is not authorized to perform: ${action} on resource: ${needed.resource} (${refusal})`;
    throw new AwsError(403, "AccessDeniedException", message);
  }
}
