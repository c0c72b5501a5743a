import { discoveryUrl, keysUrl } from "../../operations/issuer/issuer";
import type { Served } from "../../operations/issuer/served-problems";
import { discoveryOf, type FakeIssuer, keyPair } from "../issuer-world";

/** One thing that is wrong, and the sentence that names it: of `issuer publish` and of `verify`, if that has other words. */
export type BrokenIssuer = [name: string, break_: (issuer: FakeIssuer) => void, named: RegExp, verify?: RegExp];

export type Answer = Extract<Served, { status: number }>;

/** The cluster's key, and one that is not its own. */
export const [KEY, OTHER] = [keyPair("a", "RSA"), keyPair("b")] as const;

export const body = (text: string) => (answer: Answer) => ({ ...answer, body: text });
export const keys = (...found: object[]) => body(JSON.stringify({ keys: found }));

/** The owner publishes what the API server has, as it is. */
export function serveAsItIs(issuer: FakeIssuer): void {
  const documents = new Map<string, object>([
    [discoveryUrl(issuer.issuer), issuer.discovery],
    [keysUrl(issuer.issuer), { keys: issuer.keys.map(({ jwk }) => jwk) }],
  ]);
  issuer.served = (url) => ({
    ...{ status: 200, contentType: "application/json", cacheControl: "public, max-age=3600" },
    body: JSON.stringify(documents.get(url)),
  });
}

/** What the API server says of itself. */
export const discovery = (changes: object) => (issuer: FakeIssuer) => {
  issuer.discovery = { ...discoveryOf(), ...changes };
};
