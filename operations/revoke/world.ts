import type { AccessModel } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import type { Edit } from "../write-config";
import type { LookUp } from "./trail";
import type { UserAccount } from "./user-account";

/** Where the config is exported to. */
export interface Exporter {
  /** For people: the folders. */
  readonly folders: string;
  /** @returns the files that are not as the config says */
  stale(): Promise<readonly string[]>;
  write(): Promise<readonly string[]>;
}

export interface RevokeWorld {
  readonly config: Config;
  /** The config as it is now, after an edit too. */
  readonly reload: () => Config;
  readonly edit: (edits: readonly Edit[]) => void;
  readonly configFile: string;
  /** `undefined` if no folder was named. */
  readonly exporter?: Exporter;
  readonly account: UserAccount;
  /** Who may do what by our own stacks: where the account cannot be read. */
  readonly stacks: () => Promise<AccessModel>;
  readonly lookUp: LookUp;
  readonly now: () => Date;
}
