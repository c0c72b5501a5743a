import { STS } from "@aws-sdk/client-sts";
import { synthesizedIdentity } from "./synthesized-identity";
import type { PublishedKey } from "./token";
import { WebIdentitySts } from "./web-identity-sts";

/** STS that has the issuer's keys from a cache, and says of a token what becomes of it. */
export class TrustingSts {
  static async start(config: object): Promise<TrustingSts> {
    const { model, url, audiences } = await synthesizedIdentity(config);
    return new TrustingSts(await WebIdentitySts.start(model, []), { url, audiences });
  }

  readonly #client: STS;

  private constructor(
    private readonly sts: WebIdentitySts,
    private readonly provider: { readonly url: string; readonly audiences: readonly string[] },
  ) {
    const credentials = { accessKeyId: "none", secretAccessKey: "none" };
    this.#client = new STS({ region: "us-east-1", endpoint: sts.endpoint, credentials, maxAttempts: 1 });
  }

  /** @param age in seconds, of a token that is new in truth. @returns `OK`, or AWS' code */
  async answer(token: string, keys: readonly PublishedKey[], age: number): Promise<string> {
    this.sts.providers = [{ ...this.provider, keys }];
    this.sts.ahead = age;
    const RoleArn = "arn:aws:iam::123456789012:role/openhands-workload-role";
    const asked = { RoleArn, RoleSessionName: "openhands", WebIdentityToken: token };
    return this.#client.assumeRoleWithWebIdentity(asked).then(
      () => "OK",
      ({ Code }: { readonly Code: string }) => Code,
    );
  }

  stop(): void {
    this.sts.stop();
  }
}
