import { readTerraform } from "@openhands-aws/guard";
import { rawText } from "@openhands-aws/guard/text";
import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded/aws";
import { type Provider, WebIdentitySts } from "../../kubernetes/support/web-identity-sts";
import { Recorder } from "../../support/recorder";
import { AwsError } from "../../support/sigv4";
import { Access, type Session } from "./access";
import { ACCOUNT, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import { Bedrock, type BedrockProps } from "./bedrock/bedrock";

/** STS that verifies a web identity's token, and S3 and Bedrock that accept only the sessions that it opens. */
export class WorkloadAws {
  answer: BedrockProps["answer"] = () => ({ text: "Nothing to say." });
  sts!: WebIdentitySts;
  bedrock!: Bedrock;
  /** Is before S3. */
  recorder!: Recorder;
  access!: Access;
  #embedded?: EmbeddedAws;

  /** @param terraform main.tf.json of the role's stack */
  static async start(terraform: string, provider: Provider): Promise<WorkloadAws> {
    const aws = new WorkloadAws();
    try {
      await aws.#start(terraform, provider);
    } catch (error) {
      await aws.stop();
      throw error;
    }
    return aws;
  }

  async stop(): Promise<void> {
    for (const stub of [this.bedrock, this.recorder, this.sts]) stub?.stop();
    await this.#embedded?.stop();
  }

  /** Where AWS is, in the SDKs' and LiteLLM's own variables. */
  get endpoints(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL_STS: this.sts.endpoint,
      AWS_ENDPOINT_URL_S3: this.recorder.endpoint,
      AWS_BEDROCK_RUNTIME_ENDPOINT: this.bedrock.endpoint,
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  /** Sessions that Bedrock and S3 have seen, by access key; `undefined` once they have expired. */
  get sessionsUsed(): ReadonlyMap<string, Session | undefined> {
    const calls = [...this.bedrock.calls, ...this.recorder.calls];
    return new Map(calls.map(({ accessKeyId = "" }) => [accessKeyId, this.#sessionOf(accessKeyId)]));
  }

  async #start(terraform: string, provider: Provider): Promise<void> {
    const files = [{ path: "main.tf.json", text: terraform }];
    this.access = await Access.read(terraform);
    this.sts = await WebIdentitySts.start(await readTerraform(files), [provider]);
    this.#embedded = await startEmbeddedAws(ACCOUNT);
    await this.#embedded.createBucket(BUCKET, REGION);
    this.recorder = await Recorder.start(this.#embedded.endpoint, this.sts.sessionOf);
    this.bedrock = await Bedrock.start({
      ...{ account: ACCOUNT, region: BEDROCK_REGION, keys: this.sts.sessionOf },
      authorize: (accessKeyId, action, needed) => {
        const session = this.#sessionOf(accessKeyId);
        const refusal = session && this.access.refusal(session, action, needed);
        if (refusal !== undefined) throw new AwsError(403, "AccessDeniedException", refusal);
      },
      answer: (dialogue) => this.answer(dialogue),
    });
  }

  #sessionOf(accessKeyId: string): Session | undefined {
    const { role, name, policy } = this.sts.sessionOf(accessKeyId) ?? {};
    return role && name !== undefined ? { role: rawText(role.arn) ?? "", name, policy } : undefined;
  }
}
