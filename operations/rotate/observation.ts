/** One of the Bedrock user's access keys. */
export interface Key {
  readonly id: string;
  readonly status: "Active" | "Inactive";
  readonly created: Date;
  /** GetAccessKeyLastUsed lags. `undefined`: AWS knows no use yet. */
  readonly lastUsed?: { readonly at: Date; readonly service: string; readonly region: string };
}

/**
 * What the two parameters hold.
 * - `works`: STS accepts it.
 * - `torn`: the id of an active key, with the secret of another one.
 * - `rejected`: an active key that STS does not accept (yet).
 * - `inactive`: a key that is switched off.
 * - `foreign`: something that is not a key of the user.
 * - `missing`: one parameter does not exist.
 */
export interface Pair {
  readonly state: "works" | "torn" | "rejected" | "inactive" | "foreign" | "missing";
  /** Of a key of the user; otherwise `undefined`. */
  readonly id?: string;
}

/** How far the parameters' pair has come in the cluster. */
export type ClusterView =
  /** The config has none. */
  | { readonly state: "none" }
  /** The user takes it on trust. */
  | { readonly state: "trusted" }
  | { readonly state: "unknown"; readonly why: string }
  | {
      readonly state: "seen";
      /** External Secrets says that it could copy the parameters. */
      readonly ready: boolean;
      readonly secretHasPair: boolean;
      /** Pods with a container that started before the Secret's last change, or does not run. */
      readonly stalePods: readonly string[];
      /** Since when every container that reads the Secret has had it. `undefined` where none reads it. */
      readonly since?: Date;
      /** Whether Reloader is asked to restart the pods. */
      readonly reloader: boolean;
      /** Whether External Secrets refreshes when it is asked to. */
      readonly refreshes: boolean;
    };

/** What is there, when someone looks. */
export interface Observation {
  readonly now: Date;
  readonly keys: readonly Key[];
  readonly pair: Pair;
  readonly cluster: ClusterView;
}
