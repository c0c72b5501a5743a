import type { Config } from "../../config/config";
import type { Served } from "../issuer/served-problems";
import type { Account } from "./account";
import type { Cluster } from "./cluster";
import type { Expected } from "./expected";

/** What the checks compare: the config and the exported JSON with the account and the cluster. */
export interface World {
  readonly config: Config;
  readonly expected: Expected;
  readonly account: Account;
  readonly cluster: Cluster;
  readonly options: VerifyOptions;
  readonly now: Date;
  /** Reads a public document over https. */
  readonly fetch: (url: string) => Promise<Served>;
  /** Of this process. */
  readonly env: NodeJS.ProcessEnv;
}

export interface VerifyOptions {
  /** Whether an object is written to the bucket, and read. */
  readonly s3: boolean;
  /** Days after which an access key is too old. */
  readonly maxKeyAge: number;
}
