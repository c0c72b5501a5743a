import { AwsError, type Keys, verify } from "../../../support/sigv4";
import { type Answer, converse, converseStream, invoke, invokeStream } from "./answer";
import { type Dialogue, readConverse, readInvoke } from "./dialogue";
import { HttpServer, type Request, type Response } from "./http-server";
import { checkApi, checkSampling, type Needed, neededFor } from "./models";

export interface BedrockProps {
  readonly account: string;
  /** The only region where it is. */
  readonly region: string;
  readonly keys: Keys;
  /** @throws AwsError where the caller may not */
  readonly authorize: (accessKeyId: string, action: string, needed: Needed) => void;
  /** What the model answers. */
  readonly answer: (dialogue: Dialogue) => Answer;
}

/** A call, and what became of it. */
export interface BedrockCall {
  readonly operation: Operation;
  readonly model: string;
  readonly accessKeyId?: string;
  readonly region?: string;
  /** After which the caller wants the answer to be cut off. @default the model's own */
  readonly maxTokens?: number;
  readonly status: number;
  /** Of a refusal. */
  readonly message?: string;
}

type Operation = keyof typeof OPERATIONS;

/** By the end of the path; Converse has no IAM action of its own. */
const OPERATIONS = {
  invoke: { api: "InvokeModel", action: "bedrock:InvokeModel", read: readInvoke },
  "invoke-with-response-stream": {
    api: "InvokeModel",
    action: "bedrock:InvokeModelWithResponseStream",
    read: readInvoke,
  },
  converse: { api: "Converse", action: "bedrock:InvokeModel", read: readConverse },
  "converse-stream": { api: "Converse", action: "bedrock:InvokeModelWithResponseStream", read: readConverse },
} as const;

/**
 * Amazon Bedrock's runtime for Claude on a free port of 127.0.0.1, over HTTP/1.1 and HTTP/2: refuses as Bedrock does, and
 * answers by a script.
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export class Bedrock {
  readonly calls: BedrockCall[] = [];
  readonly #server = new HttpServer((request, response) => void this.#serve(request, response));

  private constructor(readonly props: BedrockProps) {}

  static async start(props: BedrockProps): Promise<Bedrock> {
    const bedrock = new Bedrock(props);
    await bedrock.#server.listen();
    return bedrock;
  }

  get endpoint(): string {
    return this.#server.endpoint;
  }

  stop(): void {
    this.#server.stop();
  }

  async #serve(request: Request, response: Response): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    const [, id = "", operation = ""] = /^\/model\/([^/]+)\/([\w-]+)$/.exec(url) ?? [];
    const call = { operation: operation as Operation, model: decodeURIComponent(id), signer: {}, limit: {} };
    let error: AwsError | undefined;
    try {
      const signer = await verify({ method, url, headers, body: Buffer.concat(chunks) }, this.props.keys);
      call.signer = { accessKeyId: signer.accessKeyId, region: signer.region };
      if (signer.service !== "bedrock" || signer.region !== this.props.region)
        throw new AwsError(403, "InvalidSignatureException", "Credential should be scoped to a valid region.");
      if (!Object.hasOwn(OPERATIONS, operation)) throw new AwsError(404, "UnknownOperationException", `No ${url}`);
      call.limit = this.#answer(
        call.operation,
        call.model,
        signer.accessKeyId,
        JSON.parse(Buffer.concat(chunks).toString()),
        response,
      );
    } catch (thrown) {
      error = thrown instanceof AwsError ? thrown : new AwsError(500, "InternalServerException", String(thrown));
      response.writeHead(error.status, { "content-type": "application/json", "x-amzn-errortype": error.code });
      response.end(JSON.stringify({ message: error.message }));
    }
    const { signer, limit, ...rest } = call;
    this.calls.push({
      ...rest,
      ...signer,
      ...limit,
      status: error?.status ?? 200,
      ...(error && { message: error.message }),
    });
  }

  #answer(operation: Operation, model: string, accessKeyId: string, body: object, response: Response): object {
    const { account, region, authorize, answer } = this.props;
    const { api, action, read } = OPERATIONS[operation];
    checkApi(model, api);
    for (const needed of neededFor(model, region, account)) authorize(accessKeyId, action, needed);
    const dialogue = read(body as Readonly<Record<string, unknown>>);
    checkSampling(model, dialogue.sampling);
    const given = answer(dialogue);
    const limit = dialogue.maxTokens === undefined ? {} : { maxTokens: dialogue.maxTokens };
    if (operation === "invoke" || operation === "converse") {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(operation === "invoke" ? invoke(given, model) : converse(given)));
      return limit;
    }
    response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
    const messages = operation === "converse-stream" ? converseStream(given) : invokeStream(given, model);
    for (const message of messages) response.write(message);
    response.end();
    return limit;
  }
}
