import type { Served } from "../../operations/issuer/served-problems";
import { discoveryOf, type FakeIssuer, keyPair } from "../issuer-world";
import { type Answer, type BrokenIssuer, body, KEY, keys, OTHER } from "./broken-issuer";

const serves = (document: "discovery" | "keys", change: (answer: Answer) => Served) => (issuer: FakeIssuer) =>
  issuer.serve(document, change);
const without = (key: object, field: string) => JSON.parse(JSON.stringify({ ...key, [field]: undefined }));

/** What is wrong only at the URL, with an API server that is right. */
export const AT_URL: readonly BrokenIssuer[] = [
  [
    "a redirect",
    serves("keys", () => ({ status: 301, location: "https://example.com/", body: "" })),
    /redirects to https:\/\/example\.com\/ \(301\)/,
  ],
  [
    "a document that is not public",
    serves("keys", () => ({ status: 403, body: "" })),
    /answers with status 403\. It must be public/,
  ],
  [
    "an answer after 5 s",
    serves("discovery", () => ({ failure: "does not answer within 5 s." })),
    /does not answer within 5 s/,
  ],
  [
    "a certificate that has expired",
    serves("keys", () => ({ failure: "has a certificate that is not valid for it: certificate has expired." })),
    /certificate that is not valid for it: certificate has expired/,
  ],
  ["a document that is not there", serves("discovery", () => ({ status: 404, body: "" })), /answers with status 404/],
  ["no Cache-Control", serves("keys", (answer) => ({ ...answer, cacheControl: undefined })), /has no Cache-Control/],
  [
    "Cache-Control without max-age",
    serves("keys", (answer) => ({ ...answer, cacheControl: "public" })),
    /has no max-age/,
  ],
  ["max-age=0", serves("discovery", (answer) => ({ ...answer, cacheControl: "public, max-age=0" })), /has max-age=0/],
  ["no-store", serves("keys", (answer) => ({ ...answer, cacheControl: "no-store, max-age=60" })), /has no-store/],
  [
    "a wrong content type",
    serves("discovery", (answer) => ({ ...answer, contentType: "binary/octet-stream" })),
    /has the content type binary\/octet-stream/,
  ],
  [
    "no content type",
    serves("discovery", (answer) => ({ ...answer, contentType: undefined })),
    /has the content type none/,
  ],
  [
    "only a foreign key",
    serves("keys", keys(OTHER.jwk)),
    /has no key a, with which the API server signs/,
    /does not publish a, the key of the cluster/,
  ],
  [
    "another key of the same kid",
    serves("keys", keys(keyPair("a", "RSA").jwk)),
    /has other numbers for the key a/,
    /another key has the same kid/,
  ],
  [
    "a private key",
    serves("keys", keys({ ...KEY.jwk, ...KEY.privateKey.export({ format: "jwk" }) })),
    /private key material/,
  ],
  ["a key without kid", serves("keys", keys(without(KEY.jwk, "kid"))), /key number 1 has no kid/],
  ["a key twice", serves("keys", keys(KEY.jwk, KEY.jwk)), /key a is there twice/],
  ["no keys", serves("keys", keys()), /has no keys/],
  [
    "101 RSA keys",
    serves("keys", keys(...Array.from({ length: 101 }, (_, index) => ({ ...KEY.jwk, kid: `${index}` })))),
    /has 101 RSA keys\. AWS reads 100/,
  ],
  [
    "a byte order mark",
    serves("discovery", body(`\uFEFF${JSON.stringify(discoveryOf())}`)),
    /begins with a byte order mark/,
  ],
  ["HTML", serves("discovery", body("<!doctype html><title>Sign in</title>")), /is HTML or XML, not JSON/],
  ["no JSON", serves("keys", body("{keys}")), /is not JSON/],
  ["nothing", serves("keys", body("")), /is empty/],
  [
    "keys that are stale",
    serves("keys", keys(keyPair("old").jwk)),
    /has no key a/,
    /does not publish a, the key of the cluster/,
  ],
];
