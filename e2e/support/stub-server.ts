import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** In place of a service: an http server on a free port of 127.0.0.1. */
export abstract class StubServer {
  readonly #server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await this.serve(request, Buffer.concat(chunks), response);
  });

  /** Answers a request, which has been read to its end. */
  protected abstract serve(request: IncomingMessage, body: Buffer, response: ServerResponse): void | Promise<void>;

  protected listen(): Promise<this> {
    return new Promise((resolve) => this.#server.listen(0, "127.0.0.1", () => resolve(this)));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
