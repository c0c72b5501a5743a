import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

export interface ServerOptions {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What ends it. @default SIGTERM */
  readonly signal?: NodeJS.Signals;
  /** Whether it serves; a throw means not yet. It must end on its own. */
  readonly ready: () => Promise<boolean>;
  /** Milliseconds that it may take until it serves. @default a minute */
  readonly patience?: number;
}

/** A program that serves until it is stopped, or until this process ends. */
export interface Server {
  readonly log: () => string;
  stop(): Promise<void>;
}

/** @throws Error with the end of its log when it ends on its own, or does not serve in time */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { name, program, args, env = process.env, signal = "SIGTERM", ready, patience = 60_000 } = options;
  const supervisor = spawn(process.execPath, [join(__dirname, "supervise.mjs"), program, ...args], {
    env: { ...env, SUPERVISE_SIGNAL: signal },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [supervisor.stdout, supervisor.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-20_000);
    });
  let ended = false;
  const end = new Promise<void>((resolve) => {
    supervisor.once("close", () => {
      ended = true;
      resolve();
    });
  });
  const stop = async () => {
    supervisor.stdin.end();
    await end;
  };
  const deadline = Date.now() + patience;
  while (!(await ready().catch(() => false))) {
    const problem = ended ? "ended" : Date.now() > deadline ? "does not serve" : undefined;
    if (problem) {
      await stop();
      throw new Error(`${name} ${problem}:\n${log.slice(-3000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { log: () => log, stop };
}

/** Whether a GET succeeds at once. */
export const answers = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;

/** Ports of 127.0.0.1 on which nobody listens. */
export async function freePorts(count: number): Promise<number[]> {
  const listeners = await Promise.all(Array.from({ length: count }, listen));
  return Promise.all(listeners.map(close));
}

type Listener = ReturnType<typeof createServer>;

const listen = () =>
  new Promise<Listener>((resolve, reject) => {
    const listener = createServer().once("error", reject);
    listener.listen(0, "127.0.0.1", () => resolve(listener));
  });

const close = (listener: Listener) =>
  new Promise<number>((resolve) => {
    const { port } = listener.address() as { port: number };
    listener.close(() => resolve(port));
  });
