import { constants, gunzipSync } from "node:zlib";
import { tarParts } from "./tar-parts";

/** Secrets to look for, by a name that may be printed. */
export type Secrets = Readonly<Record<string, string>>;

/** Where a secret is, without its value. */
export interface Leak {
  readonly secret: string;
  /** From the outside to the inside, such as `layer 2: app/key.gz (gunzipped)`. */
  readonly place: string;
}

const DEEPEST = 8;
const GZIP = Buffer.from([0x1f, 0x8b, 8]);
const GZIP_AS_BASE64 = Buffer.from("H4sI");

/**
 * Finds secrets as they are, escaped for a URL or for JSON, in base64 at any offset, wrapped or not, and all of these inside
 * tar, gzip and gzip in base64, at any depth.
 * @throws Error if the content is nested too deeply to search
 */
export function leaks(place: string, content: Buffer, secrets: Secrets): Leak[] {
  const found = [...search(place, content, Object.entries(secrets).map(formsOf), 0)];
  return [...new Map(found.map((leak) => [JSON.stringify(leak), leak])).values()];
}

interface Forms {
  readonly secret: string;
  readonly plain: readonly Buffer[];
  readonly base64: readonly Buffer[];
}

function formsOf([secret, value]: [string, string]): Forms {
  if (value.length < 16) throw new Error(`${secret} is too short: it could occur by chance.`);
  const json = JSON.stringify(value).slice(1, -1);
  const plain = [...new Set([value, encodeURIComponent(value), json, json.replaceAll("/", "\\/")])];
  return {
    secret,
    plain: plain.map((text) => Buffer.from(text)),
    base64: [0, 1, 2].map((offset) => base64At(offset, value)),
  };
}

/** The digits of a base64 text that depend only on the value, which begins `offset` bytes after a group of three. */
function base64At(offset: number, value: string): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
  const digits = bytes.toString("base64").slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
  return Buffer.from(digits);
}

function* search(place: string, content: Buffer, secrets: readonly Forms[], depth: number): Generator<Leak> {
  if (depth > DEEPEST) throw new Error(`${place} is nested more than ${DEEPEST} times.`);
  const parts = tarParts(content);
  if (parts) {
    for (const { name, bytes } of parts) yield* search(`${place}: ${name}`, bytes, secrets, depth + 1);
    return;
  }
  const joined = joinBase64(content);
  for (const { secret, plain, base64 } of secrets) {
    if (plain.some((form) => content.includes(form))) yield { secret, place };
    if (base64.some((form) => joined.includes(form))) yield { secret, place: `${place} (base64)` };
  }
  for (const at of occurrences(content, GZIP)) {
    const inner = gunzip(content.subarray(at));
    if (inner) yield* search(`${place} (gunzipped)`, inner, secrets, depth + 1);
  }
  for (const at of occurrences(joined, GZIP_AS_BASE64)) {
    const inner = gunzip(Buffer.from(joined.subarray(at, endOfBase64(joined, at)).toString("latin1"), "base64"));
    if (inner) yield* search(`${place} (base64, gunzipped)`, inner, secrets, depth + 1);
  }
}

function* occurrences(content: Buffer, what: Buffer): Generator<number> {
  for (let at = content.indexOf(what); at !== -1; at = content.indexOf(what, at + 1)) yield at;
}

/** @returns undefined if it is not gzip; for one that is cut off, its beginning */
function gunzip(content: Buffer): Buffer | undefined {
  try {
    return gunzipSync(content, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}

/** Bytes as in base64 on one line: without line ends, and with the digits of URLs as the usual ones; 0 is left out. */
const AS_BASE64 = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (character === "\n" || character === "\r") return 0;
  if (character === "-") return "+".charCodeAt(0);
  if (character === "_") return "/".charCodeAt(0);
  return byte || " ".charCodeAt(0);
});
const IS_DIGIT = Uint8Array.from({ length: 256 }, (_, byte) => Number(/[A-Za-z0-9+/]/.test(String.fromCharCode(byte))));

function joinBase64(content: Buffer): Buffer {
  const joined = Buffer.allocUnsafe(content.length);
  let length = 0;
  for (let at = 0; at < content.length; at++) {
    const byte = AS_BASE64[content[at] as number] as number;
    if (byte !== 0) joined[length++] = byte;
  }
  return joined.subarray(0, length);
}

function endOfBase64(joined: Buffer, start: number): number {
  let end = start;
  while (IS_DIGIT[joined[end] ?? 0]) end++;
  return end;
}
