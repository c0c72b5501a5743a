import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { objectKeys } from "../config/issuer";
import type { Content, StoredContent } from "../operations/issuer/document-bucket";
import { discoveryUrl, type Issuer, keysUrl } from "../operations/issuer/issuer";
import type { IssuerWorld } from "../operations/issuer/publish";
import type { Served } from "../operations/issuer/served-problems";
import type { SigningKey } from "../operations/issuer/signing-keys";
import { StepError } from "../operations/steps";

export const ISSUER: Issuer = {
  url: "https://oidc.example.com/openhands",
  bucket: "documents",
  audience: "sts.amazonaws.com",
  serviceAccount: { namespace: "openhands", name: "openhands" },
};

export interface KeyPair {
  readonly jwk: SigningKey;
  readonly privateKey: KeyObject;
}

/** As Kubernetes publishes it. */
export function keyPair(kid: string, type: "RSA" | "EC" = "EC"): KeyPair {
  const { publicKey, privateKey } =
    type === "RSA"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const alg = type === "RSA" ? "RS256" : "ES256";
  const jwk = { use: "sig", ...publicKey.export({ format: "jwk" }), kid, alg } as SigningKey;
  return { jwk, privateKey };
}

/** A token as the API server issues it. @param changes to its head and claims */
export function tokenOf(
  { jwk, privateKey }: KeyPair,
  changes: { readonly head?: object; readonly claims?: object } = {},
  issuer = ISSUER,
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: issuer.url, aud: [issuer.audience], sub: "system:serviceaccount:openhands:openhands" };
  const signed = `${part({ alg: jwk.alg, kid: jwk.kid, ...changes.head })}.${part({ ...claims, iat: 1, exp: 601, ...changes.claims })}`;
  const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

/** As Kubernetes has it. */
export const discoveryOf = (issuer: Pick<Issuer, "url"> = ISSUER) => ({
  issuer: issuer.url,
  jwks_uri: keysUrl(issuer),
  response_types_supported: ["id_token"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256", "ES256"],
});

/** A bucket with S3's preconditions. */
export class MemoryBucket {
  readonly name = "documents";
  readonly objects = new Map<string, StoredContent>();
  writes = 0;
  /** Is called before a write, to be somebody else, or to end the run. */
  beforeWrite: (key: string) => void = () => undefined;
  afterWrite: (key: string) => void = () => undefined;
  #etag = 0;

  constructor(private readonly now: () => Date) {}

  put(key: string, content: Content): void {
    this.#etag++;
    this.objects.set(key, { ...content, etag: `"${this.#etag}"`, written: this.now() });
  }

  async read(key: string): Promise<StoredContent | undefined> {
    return this.objects.get(key);
  }

  async write(key: string, content: Content, before: StoredContent | undefined): Promise<void> {
    this.beforeWrite(key);
    if (this.objects.get(key)?.etag !== before?.etag) throw new StepError("It was changed by someone else.");
    this.put(key, content);
    this.writes++;
    this.afterWrite(key);
  }
}

/** A cluster with its keys, a bucket, and what serves it at the issuer's URL: all is well, until a test changes it. */
export class FakeIssuer implements IssuerWorld {
  issuer: Issuer;
  time = new Date("2026-11-28T03:00:00Z");
  keys: KeyPair[];
  signing: KeyPair;
  discovery: object;
  token: () => string;
  facts = { version: "v1.35.0", nodes: [] };
  /** What the URL answers. @default what is in the bucket */
  served: (url: string) => Served;
  readonly bucket: MemoryBucket | undefined;

  constructor(key: KeyPair, issuer = ISSUER) {
    this.issuer = issuer;
    this.keys = [key];
    this.signing = key;
    this.discovery = discoveryOf(issuer);
    this.token = () => tokenOf(this.signing, {}, this.issuer);
    this.bucket = issuer.bucket === undefined ? undefined : new MemoryBucket(() => this.time);
    this.served = (url) => this.fromBucket(url);
  }

  readonly apiServer = {
    discovery: async () => JSON.stringify(this.discovery),
    keys: async () => JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) }),
    token: async () => ({ token: this.token(), of: "openhands/openhands" }),
    facts: async () => this.facts,
  };

  now = () => this.time;
  fetch = async (url: string) => this.served(url);

  fromBucket(url: string): Served {
    const object = this.bucket?.objects.get(new URL(url).pathname.slice(1));
    if (!object) return { status: 403, body: "<Error/>", contentType: "application/xml" };
    return { status: 200, ...object };
  }

  /** The kids in the bucket. */
  published(): string[] {
    const object = this.bucket?.objects.get(objectKeys(this.issuer).keys);
    return object ? JSON.parse(object.body).keys.map(({ kid }: SigningKey) => kid) : [];
  }

  /** What the URL answers otherwise, for one of the documents. */
  serve(document: "discovery" | "keys", change: (served: Extract<Served, { status: number }>) => Served): void {
    const url = document === "keys" ? keysUrl(this.issuer) : discoveryUrl(this.issuer);
    const before = this.served;
    this.served = (asked) => {
      const served = before(asked);
      return asked === url && "status" in served ? change(served) : served;
    };
  }

  later(hours: number): void {
    this.time = new Date(this.time.getTime() + hours * 3_600_000);
  }
}
