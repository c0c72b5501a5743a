import { type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { type AwsError, type Keys, verify } from "./sigv4";
import { StubServer } from "./stub-server";

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
export class Recorder extends StubServer {
  readonly calls: RecordedCall[] = [];

  static start(upstream: string, keys: Keys): Promise<Recorder> {
    return new Recorder(upstream, keys).listen();
  }

  private constructor(
    private readonly upstream: string,
    private readonly keys: Keys,
  ) {
    super();
  }

  protected async serve(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
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
