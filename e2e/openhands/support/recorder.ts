import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { type AwsError, type Keys, verify } from "./bedrock/sigv4";

/** A call to STS or S3 with a signature that is right. */
export interface RecordedCall {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly accessKeyId: string;
  readonly region: string;
  /** Names the operation, of services that have one path. */
  readonly target: string;
}

/** Is before the embedded AWS, which takes any key: refuses who is not who they say, and remembers the others' calls. */
export class Recorder {
  readonly calls: RecordedCall[] = [];
  readonly #server: Server;

  private constructor(
    private readonly upstream: string,
    private readonly keys: Keys,
  ) {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(upstream: string, keys: Keys): Promise<Recorder> {
    const recorder = new Recorder(upstream, keys);
    await new Promise<void>((resolve) => recorder.#server.listen(0, "127.0.0.1", resolve));
    return recorder;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    const body = Buffer.concat(chunks);
    try {
      const { service, accessKeyId, region } = await verify({ method, url, headers, body }, this.keys);
      const target = headers["x-amz-target"]?.toString() ?? "";
      this.calls.push({ service, method, url, body: body.toString(), accessKeyId, region, target });
    } catch (error) {
      const { status, code, message } = error as AwsError;
      response.writeHead(status ?? 500, { "content-type": "text/xml" });
      response.end(`<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`);
      return;
    }
    const forwarded = send(new URL(url, this.upstream), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.once("error", () => response.destroy());
    forwarded.end(body);
  }
}
