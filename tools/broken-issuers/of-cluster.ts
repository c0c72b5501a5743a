import type { SigningKey } from "../../operations/issuer/signing-keys";
import { type FakeIssuer, ISSUER, keyPair, tokenOf } from "../issuer-world";
import { type BrokenIssuer, discovery, KEY, OTHER } from "./broken-issuer";

const withKey = (changes: object) => (issuer: FakeIssuer) => {
  issuer.keys = [{ ...KEY, jwk: { ...KEY.jwk, ...changes } as SigningKey }];
};
const token =
  (changes: { head?: object; claims?: object }, key = KEY) =>
  (issuer: FakeIssuer) => {
    issuer.token = () => tokenOf(key, changes);
  };
const issuedBy = (url: string) => (issuer: FakeIssuer) => {
  discovery({ issuer: url })(issuer);
  token({ claims: { iss: url } })(issuer);
};

/** What is wrong with the API server: `issuer publish` publishes nothing of these. */
export const OF_CLUSTER: readonly BrokenIssuer[] = [
  [
    "an issuer without https",
    issuedBy("http://oidc.example.com/openhands"),
    /has the issuer http:\/\/oidc\S+, not https/,
  ],
  [
    "an issuer with a port",
    issuedBy("https://oidc.example.com:8443/openhands"),
    /has the issuer \S+:8443\/openhands, not/,
  ],
  ["an issuer with a query", issuedBy("https://oidc.example.com/openhands?a=b"), /has the issuer \S+\?a=b, not/],
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
    token({}, OTHER),
    /signed with the key b, which is not among the API server's keys/,
    /does not publish b, the key of the cluster/,
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
    withKey(KEY.privateKey.export({ format: "jwk" })),
    /key a holds private key material \(d, p, q, dp, dq, qi\)/,
  ],
  ["a key without kid", withKey({ kid: "" }), /key number 1 has no kid/],
  ["a key without use", withKey({ use: undefined }), /key a has no use/],
  ["a key to encrypt with", withKey({ use: "enc" }), /has the use enc/],
  ["a key with key_ops", withKey({ key_ops: ["verify"] }), /has key_ops, which STS does not accept/],
  ["a key without its numbers", withKey({ n: undefined }), /is not a public key/],
  [
    "an elliptic curve that is not the algorithm's",
    withKey({ ...OTHER.jwk, kid: "a", alg: "ES384" }),
    /is of type EC P-256, not one for ES384/,
  ],
];
