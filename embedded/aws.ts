import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PROJECT } from "../project";
import { EmbeddedError } from "./embedded-error";
import { PYTHON } from "./requirements";

/** An AWS account of its own, in memory, on a free port of 127.0.0.1. */
export interface EmbeddedAws {
  readonly endpoint: string;
  /** The environment that sends terraform and the AWS CLI there, and nowhere else. */
  readonly env: NodeJS.ProcessEnv;
  /** Aborted, with the reason, when the server ends on its own. */
  readonly died: AbortSignal;
  /** Calls IAM's query API. @throws EmbeddedError with the service's own message */
  iam(parameters: Readonly<Record<string, string>>): Promise<string>;
  createBucket(name: string, region: string): Promise<void>;
  stop(): Promise<void>;
}

const MOTO_SERVER = join(PROJECT, "embedded/moto_server.py");

/**
 * @param account 12 digits
 * @param program that serves as moto_server.py does
 * @throws EmbeddedError when the server does not start
 * @see https://docs.getmoto.org/en/latest/docs/server_mode.html
 */
export async function startEmbeddedAws(account: string, program = MOTO_SERVER): Promise<EmbeddedAws> {
  const server = spawn(PYTHON, [program], {
    env: { ...withoutAws(process.env), MOTO_ACCOUNT_ID: account },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let log = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-2000);
  });
  const died = new AbortController();
  let stopping = false;
  const ended = new Promise<void>((resolve) => {
    server.once("close", (code, signal) => {
      if (!stopping)
        died.abort(
          new EmbeddedError(`The embedded AWS ended unexpectedly (${signal ?? `exit code ${code}`}).\n${log}`),
        );
      resolve();
    });
    server.once("error", (error) =>
      died.abort(new EmbeddedError(`The embedded AWS cannot be started: ${error.message}`)),
    );
  });

  const endpoint = `http://127.0.0.1:${await portOf(server, died.signal)}`;
  const call = async (service: string, path: string, init: RequestInit) => {
    const Authorization = `AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/${service}/aws4_request`;
    const response = await fetch(endpoint + path, { ...init, headers: { Authorization } });
    const text = await response.text();
    if (!response.ok) throw new EmbeddedError(`The embedded AWS refused ${init.method} ${service}${path}: ${text}`);
    return text;
  };
  return {
    endpoint,
    env: {
      ...withoutAws(process.env),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    },
    died: died.signal,
    iam: (parameters) =>
      call("iam", "/", { method: "POST", body: new URLSearchParams({ Version: "2010-05-08", ...parameters }) }),
    async createBucket(name, region) {
      const body = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
      await call("s3", `/${name}`, region === "us-east-1" ? { method: "PUT" } : { method: "PUT", body });
    },
    async stop() {
      stopping = true;
      server.stdin.end();
      await ended;
    },
  };
}

function portOf(server: ChildProcess, died: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    died.addEventListener("abort", () => reject(died.reason), { once: true });
    createInterface({ input: server.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      const port = /^PORT (\d+)$/.exec(line)?.[1];
      if (port) resolve(port);
    });
  });
}

/** Nothing of the caller's own account may reach the embedded one, or vice versa. */
const withoutAws = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(AWS_|TF_VAR_|TF_CLI_ARGS|TF_WORKSPACE|TF_DATA_DIR|MOTO_)/.test(name)),
  );
