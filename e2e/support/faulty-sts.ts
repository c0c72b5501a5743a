import type { IncomingMessage, ServerResponse } from "node:http";
import { StubServer } from "./stub-server";

/** What STS does with a request; times in seconds. */
export type Behaviour =
  | {
      readonly kind: "answer";
      /** How long the credentials are valid. */
      readonly lifetime: number;
      /** By how much STS' clock is ahead of ours. @default 0 */
      readonly ahead?: number;
    }
  | { readonly kind: "error"; readonly status: number; readonly code: string; readonly ahead?: number }
  | { readonly kind: "raw"; readonly body: string; readonly status?: number; readonly date?: string }
  /** The second gives a byte of its answer each 0.2 s, the third gives no end of it. */
  | { readonly kind: "silence" | "drip" | "endless" | "reset" | "half" | "nonsense" };

export interface Issued {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A proxy to the embedded AWS that treats sts:AssumeRole as instructed, and records requests and answers. */
export class FaultySts extends StubServer {
  readonly requests: URLSearchParams[] = [];
  readonly issued = new Map<string, Issued>();
  behaviour: Behaviour = { kind: "answer", lifetime: 3600 };

  static start(upstream: string): Promise<FaultySts> {
    return new FaultySts(upstream).listen();
  }

  private constructor(private readonly upstream: string) {
    super();
  }

  /** Text from the request that AWS quotes in its message, as it does when a signature does not match. */
  get quoted(): string {
    return "QUOTED-BY-AWS-FROM-THE-REQUEST";
  }

  protected async serve(request: IncomingMessage, received: Buffer, response: ServerResponse): Promise<void> {
    const body = received.toString();
    this.requests.push(new URLSearchParams(body));
    const { behaviour } = this;
    switch (behaviour.kind) {
      case "silence":
        return;
      case "raw":
        response.writeHead(behaviour.status ?? 200, { Date: behaviour.date ?? date() });
        response.end(behaviour.body);
        return;
      case "drip": {
        const dripping = setInterval(() => response.write("<"), 200);
        response.once("close", () => clearInterval(dripping));
        return;
      }
      case "endless": {
        const more = () => {
          while (response.write("<".repeat(2 ** 16)));
          response.once("drain", more);
        };
        more();
        return;
      }
      case "reset":
        request.socket.resetAndDestroy();
        return;
      case "nonsense":
        response.end("<html>captive portal</html>");
        return;
      case "error":
        response.writeHead(behaviour.status, { Date: date(behaviour.ahead) });
        response.end(
          `<ErrorResponse><Error><Type>Sender</Type><Code>${behaviour.code}</Code><Message>${this.quoted}</Message></Error></ErrorResponse>`,
        );
        return;
      case "half": {
        const text = await this.#answer(request, body, 3600, 0);
        response.writeHead(200, { "Content-Length": text.length });
        response.write(text.slice(0, text.length / 2));
        setTimeout(() => request.socket.destroy(), 50);
        return;
      }
      case "answer": {
        const text = await this.#answer(request, body, behaviour.lifetime, behaviour.ahead ?? 0);
        response.writeHead(200, { "Content-Type": "text/xml", Date: date(behaviour.ahead) });
        response.end(text);
      }
    }
  }

  async #answer(request: IncomingMessage, body: string, lifetime: number, ahead: number): Promise<string> {
    const { authorization = "", "content-type": type = "" } = request.headers;
    const headers = { Authorization: authorization, "Content-Type": type };
    const answer = await fetch(this.upstream, { method: "POST", headers, body });
    const text = await answer.text();
    const value = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(text)?.[1] ?? "";
    const accessKeyId = value("AccessKeyId");
    this.issued.set(accessKeyId, {
      accessKeyId,
      secretAccessKey: value("SecretAccessKey"),
      sessionToken: value("SessionToken"),
    });
    const expiration = new Date(Date.now() + (lifetime + ahead) * 1000).toISOString();
    return text.replace(/<Expiration>[^<]+/, `<Expiration>${expiration}`);
  }
}

const date = (ahead = 0) => new Date(Date.now() + ahead * 1000).toUTCString();
