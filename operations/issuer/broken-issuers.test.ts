import { discoveryOf, FakeIssuer, ISSUER, keyPair, tokenOf } from "../../tools/issuer-world";
import { objectKeys } from "./issuer";
import { publish } from "./publish";
import type { Served } from "./served-problems";
import type { SigningKey } from "./signing-keys";

type Answer = Extract<Served, { status: number }>;

const [a, b] = [keyPair("a", "RSA"), keyPair("b")];
const world = (url = ISSUER.url) => new FakeIssuer(a, { ...ISSUER, url });
const run = (issuer: FakeIssuer) => publish(issuer, { yes: true, longestToken: 24 * 3600, distribution: "kubeadm" });
const withKey = (changes: object) => (issuer: FakeIssuer) => {
  issuer.keys = [{ ...a, jwk: { ...a.jwk, ...changes } as SigningKey }];
};
const discovery = (changes: object) => (issuer: FakeIssuer) => {
  issuer.discovery = { ...discoveryOf(), ...changes };
};
const token =
  (changes: { head?: object; claims?: object }, key = a) =>
  (issuer: FakeIssuer) => {
    issuer.token = () => tokenOf(key, changes);
  };
/** What is wrong only with what is served. */
const serves = (document: "discovery" | "keys", change: (answer: Answer) => Served) => (issuer: FakeIssuer) =>
  issuer.serve(document, change);
const body = (text: string) => (answer: Answer) => ({ ...answer, body: text });
const keys = (...found: object[]) => body(JSON.stringify({ keys: found }));
const without = (key: object, field: string) => JSON.parse(JSON.stringify({ ...key, [field]: undefined }));

/** Of the API server: nothing of these is published. */
const BEFORE: [name: string, break_: (issuer: FakeIssuer) => void, named: RegExp][] = [
  [
    "a slash at the end of the API server's issuer",
    discovery({ issuer: `${ISSUER.url}/` }),
    /Only a slash at the end is different/,
  ],
  [
    "another issuer",
    discovery({ issuer: "https://kubernetes.default.svc" }),
    /has the issuer https:\/\/kubernetes\.default\.svc, not https:\/\/oidc/,
  ],
  [
    "keys at the API server's own address",
    discovery({ jwks_uri: "https://10.0.0.1:6443/openid/v1/jwks" }),
    /has its keys at https:\/\/10\.0\.0\.1:6443\S+, not at/,
  ],
  ["discovery without an issuer", discovery({ issuer: undefined }), /has no issuer/],
  ["discovery without jwks_uri", discovery({ jwks_uri: undefined }), /has no jwks_uri/],
  [
    "discovery without response types",
    discovery({ response_types_supported: undefined }),
    /has no response_types_supported/,
  ],
  [
    "discovery without subject types",
    discovery({ subject_types_supported: [] }),
    /has subject_types_supported without public/,
  ],
  [
    "discovery without algorithms",
    discovery({ id_token_signing_alg_values_supported: undefined }),
    /has no id_token_signing_alg/,
  ],
  [
    "discovery with an algorithm that AWS does not verify",
    discovery({ id_token_signing_alg_values_supported: ["EdDSA"] }),
    /has the algorithms EdDSA\. AWS verifies RS256/,
  ],
  [
    "a token of another issuer",
    token({ claims: { iss: `${ISSUER.url}/` } }),
    /token is of the issuer \S+openhands\/, not/,
  ],
  [
    "a token for another audience",
    token({ claims: { aud: ["https://kubernetes.default.svc"] } }),
    /token is for https:\S+, not for sts/,
  ],
  ["a token for two audiences", token({ claims: { aud: ["sts.amazonaws.com", "b"] } }), /STS accepts one audience/],
  [
    "a token signed with a key that is nowhere",
    token({}, b),
    /signed with the key b, which is not among the API server's keys/,
  ],
  [
    "a token signed with another key of the same kid",
    token({ head: { kid: "a", alg: "RS256" } }, keyPair("a", "RSA")),
    /another key has the same kid/,
  ],
  ["a token with HS256", token({ head: { alg: "HS256" } }), /signed with HS256\. AWS verifies RS256/],
  ["a token with none", token({ head: { alg: "none" } }), /signed with none/],
  ["a token with EdDSA", token({ head: { alg: "EdDSA" } }), /signed with EdDSA/],
  ["a key with EdDSA", withKey({ alg: "EdDSA", kty: "OKP" }), /key a has the algorithm EdDSA/],
  [
    "a secret for HS256",
    withKey({ alg: "HS256", kty: "oct", k: "c2VjcmV0" }),
    /key a holds private key material \(k\)/,
  ],
  [
    "a private key",
    withKey(a.privateKey.export({ format: "jwk" })),
    /key a holds private key material \(d, p, q, dp, dq, qi\)/,
  ],
  ["a key without kid", withKey({ kid: "" }), /key number 1 has no kid/],
  ["a key without use", withKey({ use: undefined }), /key a has no use/],
  ["a key to encrypt with", withKey({ use: "enc" }), /has the use enc/],
  ["a key with key_ops", withKey({ key_ops: ["verify"] }), /has key_ops, which STS does not accept/],
  ["a key without its numbers", withKey({ n: undefined }), /is not a public key/],
  [
    "an elliptic curve that is not the algorithm's",
    withKey({ ...b.jwk, kid: "a", alg: "ES384" }),
    /is of type EC P-256, not one for ES384/,
  ],
];

/** At the URL: they are found once the documents are published. */
const AFTER: typeof BEFORE = [
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
  ["a foreign key", serves("keys", keys(a.jwk, b.jwk)), /has the key b, which is not to be published/],
  ["only a foreign key", serves("keys", keys(b.jwk)), /has no key a, with which the API server signs/],
  ["another key of the same kid", serves("keys", keys(keyPair("a", "RSA").jwk)), /has other numbers for the key a/],
  [
    "a private key",
    serves("keys", keys({ ...a.jwk, ...a.privateKey.export({ format: "jwk" }) })),
    /private key material/,
  ],
  ["a key without kid", serves("keys", keys(without(a.jwk, "kid"))), /key number 1 has no kid/],
  ["a key twice", serves("keys", keys(a.jwk, a.jwk)), /key a is there twice/],
  ["no keys", serves("keys", keys()), /has no keys/],
  [
    "101 RSA keys",
    serves("keys", keys(...Array.from({ length: 101 }, (_, index) => ({ ...a.jwk, kid: `${index}` })))),
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
  ["keys that are stale", serves("keys", keys(keyPair("old").jwk)), /has no key a/],
  // The three of AWS's guide for self-hosted clusters: an issuer that ends with a slash, which the API server's does not;
  // a kid that is the hash of a file; objects that `aws s3 cp` uploads without Cache-Control, and one without its type.
  [
    "the issuer of AWS's guide",
    serves("discovery", body(JSON.stringify(discoveryOf({ url: `${ISSUER.url}/` })))),
    /has the issuer \S+openhands\/, not .* Only a slash/,
  ],
  [
    "the kid of AWS's guide",
    serves("keys", keys({ ...a.jwk, kid: "da39a3ee5e6b4b0d3255bfef95601890afd80709" })),
    /has no key a, with which the API server signs/,
  ],
  [
    "the upload of AWS's guide",
    serves("discovery", (answer) => ({ ...answer, contentType: "binary/octet-stream", cacheControl: undefined })),
    /content type binary\S+, not application\/json\..* has no Cache-Control/,
  ],
];

it.each(BEFORE)("names %s, and publishes nothing", async (_, break_, named) => {
  const issuer = world();
  break_(issuer);
  const { steps } = await run(issuer);
  const failed = steps.filter(({ status }) => status === "FAIL");
  expect(failed.map(({ evidence }) => evidence).join("\n")).toMatch(named);
  expect(issuer.bucket?.writes).toBe(0);
});

it.each(AFTER)("names %s at the URL", async (_, break_, named) => {
  const issuer = world();
  await run(issuer);
  issuer.later(2); // No cache is to blame.
  break_(issuer);
  const { steps } = await run(issuer);
  const failed = steps.filter(({ status }) => status === "FAIL");
  expect(failed.map(({ step }) => step)).toEqual(["What AWS reads at the issuer's URL"]);
  expect(failed[0]?.evidence).toMatch(named);
});

it.each([
  ["http://oidc.example.com", /does not begin with https/],
  ["https://oidc.example.com:8443", /has a port/],
  ["https://oidc.example.com?a=b", /has a query/],
  ["https://oidc.example.com/", /ends with a slash/],
])("names what is wrong with %s, and asks nobody anything", async (url, named) => {
  const { steps } = await run(world(url));
  expect(steps).toMatchObject([{ status: "FAIL", evidence: expect.stringMatching(named) }]);
});

it.each([
  ["HTML", "<html>"],
  ["a private key", JSON.stringify({ keys: [{ ...a.jwk, d: "x" }] })],
])("does not overwrite %s in the bucket", async (_, text) => {
  const issuer = world();
  const object = objectKeys(ISSUER).keys;
  issuer.bucket?.put(object, { body: text, contentType: "", cacheControl: "", metadata: {} });
  const { steps } = await run(issuer);
  expect(steps[4]).toMatchObject({ status: "FAIL", evidence: expect.stringContaining("It is not overwritten") });
  expect(issuer.bucket?.objects.get(object)?.body).toBe(text);
});
