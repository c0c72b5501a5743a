import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { PYTHON } from "../../embedded/requirements";
import { PROJECT } from "../../project";

export const PROGRAM = join(PROJECT, "docker/openhands-runtime/bin/refresh-credentials");
export const ROLE = "arn:aws:iam::123456789012:role/openhands-runtime-role";
/** Obviously nobody's key. */
export const PRINCIPAL_SECRET = "canary-of-the-principal-0123456789abcdef";

export interface Report {
  readonly status: number;
  readonly valid: boolean;
  readonly expiration: string | null;
  readonly failures: number;
  readonly error: string | null;
}

/** The environment of a pod's refresher. */
export const environment = (directory: string, endpoint: string, port: number): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: "ap-northeast-1",
  AWS_ACCESS_KEY_ID: "AKIACANARY0000000000",
  AWS_SECRET_ACCESS_KEY: PRINCIPAL_SECRET,
  AWS_CONFIG_FILE: "/opt/openhands-aws/aws/config",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  OPENHANDS_AWS_ROLE_ARN: ROLE,
  OPENHANDS_AWS_SESSION_NAME: "openhands-5f0c9a52-7a0e-4c63-9d6e-0a3a6b6f3b11",
  OPENHANDS_AWS_SESSION_SECONDS: "3600",
  OPENHANDS_AWS_DIRECTORY: directory,
  OPENHANDS_AWS_OWNER_UID: String(process.getuid?.()),
  OPENHANDS_AWS_HEALTH_PORT: String(port),
});

/** The program of the sidecar, as a process of this machine. */
export class Refresher {
  readonly process: ChildProcess;
  output = "";
  readonly ended: Promise<number | null>;

  /** @param program what Python runs */
  static async start(
    directory: string,
    endpoint: string,
    more: NodeJS.ProcessEnv = {},
    program: readonly string[] = [PROGRAM],
  ): Promise<Refresher> {
    return new Refresher(directory, endpoint, await freePort(), more, program);
  }

  private constructor(
    readonly directory: string,
    endpoint: string,
    readonly port: number,
    more: NodeJS.ProcessEnv,
    program: readonly string[],
  ) {
    this.process = spawn(PYTHON, ["-I", ...program], {
      env: { ...environment(directory, endpoint, port), ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
      });
    this.ended = new Promise((resolve) => {
      this.process.once("close", resolve);
    });
  }

  get file(): string {
    return join(this.directory, "credentials.json");
  }

  files(): string[] {
    return readdirSync(this.directory);
  }

  /** @returns the exit code */
  end(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }

  async health(path = "/healthz"): Promise<Report> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`);
    return { status: response.status, ...((await response.json()) as Omit<Report, "status">) };
  }

  /** @throws with the log if it takes longer than 20 s */
  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + 20_000;
    while (!(await Promise.resolve(holds()).catch(() => false))) {
      if (Date.now() > end) throw new Error(`Not within 20 s: ${what}\n${this.output}`);
      await sleep(20);
    }
  }

  healthy = (): Promise<void> => this.until("healthy", async () => (await this.health()).valid);
}

/** What Python runs so that its process becomes another program. */
export const becoming = (...command: readonly string[]): string[] => [
  "-c",
  "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])",
  ...command,
];

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

interface Document {
  readonly Version: number;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: string;
}
export const readCredentials = (file: string): Document => JSON.parse(readFileSync(file, "utf8"));
