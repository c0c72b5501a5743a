import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface SignedRequest {
  readonly method: string;
  /** As sent: path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Key {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Access keys that exist. */
export type Keys = (accessKeyId: string) => Key | undefined | Promise<Key | undefined>;

/** By whom and for what a request was signed. */
export interface Signer {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** A refusal in AWS' words. */
export class AwsError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const MOST_SKEW_MS = 300_000;

/**
 * Recomputes the signature.
 * @throws AwsError where AWS would refuse it
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function verify(request: SignedRequest, keys: Keys): Promise<Signer> {
  const { headers } = request;
  const [, accessKeyId = "", date = "", region = "", service = "", signedHeaders = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request, ?SignedHeaders=([\w:;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  if (!signature) throw new AwsError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  const key = await keys(accessKeyId);
  if (!key || key.sessionToken !== headers["x-amz-security-token"])
    throw new AwsError(403, "UnrecognizedClientException", "The security token included in the request is invalid.");

  const time = String(headers["x-amz-date"]);
  const instant = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (!(Math.abs(instant - Date.now()) < MOST_SKEW_MS) || !time.startsWith(date))
    throw new AwsError(403, "InvalidSignatureException", "Signature expired: the request's date is too far from now.");
  const names = signedHeaders.split(";");
  // In HTTP/2, `:authority` is the host.
  const unsigned = Object.keys(headers).find(
    (name) => /^(host|:authority|x-amz-.*)$/.test(name) && !names.includes(name),
  );
  if (unsigned) throw new AwsError(403, "InvalidSignatureException", `'${unsigned}' must be a signed header.`);

  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", time, scope, sha256(canonical(request, names, service))].join("\n");
  const signingKey = [date, region, service, "aws4_request"].reduce<Buffer | string>(
    (parent, part) => hmac(parent, part),
    `AWS4${key.secretAccessKey}`,
  );
  if (!timingSafeEqual(hmac(signingKey, text), Buffer.from(signature, "hex")))
    throw new AwsError(
      403,
      service === "s3" ? "SignatureDoesNotMatch" : "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided.",
    );
  return { accessKeyId, region, service };
}

function canonical({ method, url, headers, body }: SignedRequest, names: readonly string[], service: string): string {
  const [path = "", query = ""] = url.split("?");
  const parameters = query
    .split("&")
    .filter(Boolean)
    .map((pair) => (pair.includes("=") ? pair : `${pair}=`))
    .sort();
  // S3 alone takes the path as it was sent.
  const encoded = service === "s3" ? path : path.split("/").map(encodeSegment).join("/");
  const lines = names.map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, " ")}\n`);
  return [method, encoded, parameters.join("&"), lines.join(""), names.join(";"), payloadHash(headers, body)].join(
    "\n",
  );
}

function payloadHash(headers: IncomingHttpHeaders, body: Buffer): string {
  const said = headers["x-amz-content-sha256"];
  const actual = sha256(body);
  if (said === undefined || said === actual) return actual;
  if (said === "UNSIGNED-PAYLOAD") return said;
  throw new AwsError(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match.");
}

const encodeSegment = (segment: string) =>
  encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
