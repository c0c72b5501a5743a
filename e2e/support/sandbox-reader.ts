import type { FaultySts } from "./faulty-sts";
import { readCredentials, sleep } from "./refresher";

/** What a sandbox finds, read over and over; only complete credentials or no file are right. */
export class SandboxReader {
  /** Access keys in the order of their appearance. */
  readonly keys: string[] = [];
  /** Reads that found neither complete, coherent credentials nor an absent file. */
  readonly wrong: string[] = [];
  /** Reads that found expired credentials. */
  expired = 0;
  absent = 0;
  reads = 0;
  #running = true;
  readonly #loop: Promise<void>;

  /** @param ahead seconds by which Expiration's clock is ahead of ours */
  constructor(
    private readonly file: string,
    private readonly sts: FaultySts,
    private readonly ahead = 0,
  ) {
    this.#loop = this.#run();
  }

  async stop(): Promise<this> {
    this.#running = false;
    await this.#loop;
    return this;
  }

  async #run(): Promise<void> {
    while (this.#running) {
      this.#read();
      await sleep(1);
    }
  }

  #read(): void {
    this.reads++;
    try {
      const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = readCredentials(this.file);
      const issued = this.sts.issued.get(AccessKeyId);
      if (Version !== 1 || issued?.secretAccessKey !== SecretAccessKey || issued.sessionToken !== SessionToken)
        this.wrong.push(`not as STS gave it: ${AccessKeyId}`);
      if (Date.parse(Expiration) + 1000 < Date.now() + this.ahead * 1000) this.expired++;
      if (this.keys.at(-1) !== AccessKeyId) this.keys.push(AccessKeyId);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") this.absent++;
      else this.wrong.push(String(error));
    }
  }
}
