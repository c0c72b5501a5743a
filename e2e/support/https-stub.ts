import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { Agent, createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { PYTHON } from "../../embedded/requirements";
import { run } from "../../embedded/run";

/** An https server on a free port of 127.0.0.1 for a name that is anywhere, with a certificate of a CA of its own. */
export class HttpsStub {
  /** @param expired whether its certificate has been valid before, and is no longer */
  static async start(name: string, answer: RequestListener, expired = false): Promise<HttpsStub> {
    const directory = mkdtempSync(join(tmpdir(), "openhands-aws-https-"));
    const options = expired ? ["--expired"] : [];
    const { code, stderr } = await run(PYTHON, [join(__dirname, "certificates.py"), ...options, name], {
      cwd: directory,
      env: process.env,
    });
    if (code !== 0) throw new Error(stderr);
    const read = (file: string) => readFileSync(join(directory, file));
    const server = createServer({ cert: read(`${name}.pem`), key: read(`${name}.key`) }, answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new HttpsStub(directory, server);
  }

  private constructor(
    private readonly directory: string,
    private readonly server: Server,
  ) {}

  get #port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get #ca(): string {
    return join(this.directory, "ca.pem");
  }

  /** For a program in Node: it comes here, and trusts the CA. */
  get env(): NodeJS.ProcessEnv {
    const hook = join(__dirname, "connect-to-stub.cjs");
    return { NODE_OPTIONS: `--require=${hook}`, NODE_EXTRA_CA_CERTS: this.#ca, STUB_PORT: String(this.#port) };
  }

  /** For this process. @param trusted whether it trusts the CA */
  agent(trusted = true): Agent {
    const agent = new Agent(trusted ? { ca: readFileSync(this.#ca) } : {});
    const to = { host: "127.0.0.1", port: this.#port };
    return Object.assign(agent, { createConnection: (options: object) => connect({ ...options, ...to }) });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.directory, { recursive: true });
  }
}
