import type { Keys } from "../../support/sigv4";

/** The access keys that an embedded account has issued. */
export class IssuedKeys {
  readonly #users = new Map<string, { readonly user: string; readonly secretAccessKey: string }>();

  constructor(private readonly endpoint: string) {}

  /** Asks the account, whose IAM shows no secret again. @see https://docs.getmoto.org/en/latest/docs/server_mode.html#dashboard */
  async read(): Promise<void> {
    const data = await (await fetch(`${this.endpoint}/moto-api/data.json`)).json();
    for (const key of data.iam?.AccessKey ?? [])
      this.#users.set(key.access_key_id, { user: key.user_name, secretAccessKey: key.secret_access_key });
  }

  readonly find: Keys = (accessKeyId) => this.#users.get(accessKeyId);

  userOf = (accessKeyId: string): string | undefined => this.#users.get(accessKeyId)?.user;
}
