import { type Agent, get, globalAgent } from "node:https";
import { ANSWER_SECONDS, type Served } from "./served-problems";

/** More than the largest document that AWS would read. */
const MOST_BYTES = 1024 * 1024;

/** Reads a document as STS does: over https, with a valid certificate, without following a redirect, in time. */
export function fetchServed(url: string, agent: Agent = globalAgent, seconds = ANSWER_SECONDS): Promise<Served> {
  const signal = AbortSignal.timeout(seconds * 1000);
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve({ failure: failureOf(error, signal.aborted, seconds) });
    const request = get(url, { agent, signal, headers: { accept: "application/json" } }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MOST_BYTES) response.destroy(new Error(`is longer than ${MOST_BYTES} bytes.`));
      });
      response.on("error", fail);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          contentType: response.headers["content-type"],
          cacheControl: response.headers["cache-control"],
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on("error", fail);
  });
}

/** OpenSSL's and Node's codes for a certificate that AWS would not accept either. */
const CERTIFICATE = /CERT|^UNABLE_TO_|SELF_SIGNED|^ERR_TLS_CERT/;

function failureOf({ code = "", message }: NodeJS.ErrnoException, late: boolean, seconds: number): string {
  if (late) return `does not answer within ${seconds} s. STS gives up then, and CloudTrail says nothing about it.`;
  if (CERTIFICATE.test(code)) return `has a certificate that is not valid for it: ${message}.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `cannot be read: its name does not resolve (${code}).`;
  return message.startsWith("is longer") ? message : `cannot be read: ${message}.`;
}
