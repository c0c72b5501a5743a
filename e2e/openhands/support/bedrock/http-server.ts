import { createServer, type IncomingMessage } from "node:http";
import { createServer as createServer2, type Http2ServerRequest } from "node:http2";
import { type AddressInfo, createServer as createListener, type Socket } from "node:net";

export type Request = IncomingMessage | Http2ServerRequest;
/** What both protocols have of a response. */
export interface Response {
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  write(chunk: Buffer): unknown;
  end(): unknown;
  end(chunk: string): unknown;
}

/** With what a client begins that speaks HTTP/2 without having asked. @see https://www.rfc-editor.org/rfc/rfc9113#section-3.4 */
const PREFACE = "PRI * HTTP/2.0";

/** HTTP/1.1 and HTTP/2, both without TLS, on one free port of 127.0.0.1. */
export class HttpServer {
  readonly #sockets = new Set<Socket>();
  readonly #listener = createListener((socket) => this.#accept(socket));
  readonly #http1;
  readonly #http2;

  constructor(serve: (request: Request, response: Response) => void) {
    this.#http1 = createServer((request, response) => serve(request, response));
    this.#http2 = createServer2((request, response) => serve(request, response));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#listener.listen(0, "127.0.0.1", resolve));
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#listener.close();
  }

  /** The first bytes say which of the two it is. */
  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket)).on("error", () => socket.destroy());
    socket.once("readable", () => {
      const first: Buffer = socket.read() ?? Buffer.alloc(0);
      socket.unshift(first);
      const server = first.toString("latin1").startsWith(PREFACE) ? this.#http2 : this.#http1;
      server.emit("connection", socket);
    });
  }
}
