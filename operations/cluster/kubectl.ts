import { execFile } from "node:child_process";
import { ClusterError, clusterError, isClusterError } from "./cluster-error";

/** An object as the API server returns it. */
export interface ClusterObject {
  readonly metadata: {
    readonly name: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly { readonly time?: string; readonly fieldsV1?: object }[];
  };
  // biome-ignore lint/suspicious/noExplicitAny: one type for every kind; the reader says what it expects in there
  readonly [field: string]: any;
}

export interface KubectlOptions {
  /** @default the kubeconfig's current one */
  readonly context?: string;
  /** @default this process' own: KUBECONFIG, and what a login program needs */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends every call that is not finished yet. */
  readonly signal?: AbortSignal;
}

/** Seconds that one call may take. */
const CALL_SECONDS = 8;
const TOKEN_SECONDS = 600;
const MOST_BYTES = 32 * 1024 * 1024;

/** The cluster, through the user's own kubectl: with their kubeconfig, login program and rights. */
export class Kubectl {
  constructor(private readonly options: KubectlOptions = {}) {}

  /** @throws ClusterError if it does not answer, or does not know the user */
  async reach(): Promise<void> {
    await this.run("get", "--raw=/version");
  }

  /** @returns `undefined` if there is none */
  async get(kind: string, name: string, namespace?: string): Promise<ClusterObject | undefined> {
    try {
      return JSON.parse(await this.run("get", kind, name, ...inNamespace(namespace), ...JSON_OUTPUT));
    } catch (error) {
      if (isClusterError(error, "not-found")) return undefined;
      throw error;
    }
  }

  /** @param selector such as `app=openhands,tier=web` */
  async list(kind: string, namespace: string, selector: string): Promise<readonly ClusterObject[]> {
    const options = [...inNamespace(namespace), `--selector=${selector}`, ...JSON_OUTPUT];
    return JSON.parse(await this.run("get", kind, ...options)).items;
  }

  /**
   * A token of the service account, by TokenRequest: as short as the API server issues it. Never part of a message.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
   */
  async token(account: { readonly namespace: string; readonly name: string }, audience: string) {
    const options = [`--audience=${audience}`, `--duration=${TOKEN_SECONDS}s`];
    return (await this.run("create", "token", account.name, ...inNamespace(account.namespace), ...options)).trim();
  }

  /** @returns what kubectl prints. @throws ClusterError */
  run(...args: string[]): Promise<string> {
    const { context, env = process.env, signal } = this.options;
    const options = [...(context ? [`--context=${context}`] : []), `--request-timeout=${CALL_SECONDS}s`];
    const limits = { env, signal, timeout: CALL_SECONDS * 1000, maxBuffer: MOST_BYTES };
    const command = args.filter((arg) => !arg.startsWith("-") || arg.startsWith("--raw=")).join(" ");
    return new Promise((resolve, reject) => {
      execFile("kubectl", [...args, ...options], limits, (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else if (error.code === "ENOENT")
          reject(
            new ClusterError("unreachable", "There is no kubectl on the PATH. Install it, or leave the cluster out."),
          );
        else if (error.killed || error.name === "AbortError")
          reject(new ClusterError("unreachable", `kubectl ${command} got no answer within ${CALL_SECONDS} s.`));
        else reject(clusterError(command, stderr));
      });
    });
  }
}

const JSON_OUTPUT = ["--output=json", "--show-managed-fields"];
const inNamespace = (namespace: string | undefined) => (namespace ? [`--namespace=${namespace}`] : []);
