import { isDeepStrictEqual } from "node:util";
import { type Discovery, readDiscovery } from "./discovery-problems";
import type { Issuer } from "./issuer";
import { isSameKey, readKeys, type SigningKey } from "./signing-keys";

/** What a GET of a document's URL gave. */
export type Served =
  | {
      readonly status: number;
      readonly location?: string;
      readonly contentType?: string;
      readonly cacheControl?: string;
      readonly body: string;
    }
  /** Nothing, and why: a sentence without its subject. */
  | { readonly failure: string };

/** Seconds after which STS gives up. @see https://repost.aws/knowledge-center/iam-sts-invalididentitytoken */
export const ANSWER_SECONDS = 5;

/** Why AWS could not read the document there, whatever is in it. */
export function transportProblems(url: string, served: Served): string[] {
  if ("failure" in served) return [`${url} ${served.failure}`];
  const { status, location, contentType, cacheControl } = served;
  if (status >= 300 && status < 400)
    return [`${url} redirects to ${location ?? "another URL"} (${status}). Serve the document itself there.`];
  if (status !== 200) return [`${url} answers with status ${status}. It must be public, without a sign-in.`];
  const problems: string[] = [];
  // Kubernetes itself serves keys as application/jwk-set+json.
  if (!/^application\/(json|jwk-set\+json)\s*(;|$)/i.test(contentType ?? ""))
    problems.push(`${url} has the content type ${contentType || "none"}, not application/json.`);
  const cache = cacheProblem(cacheControl);
  if (cache) problems.push(`${url} ${cache}. STS then asks for it too often, and fails now and then.`);
  return problems;
}

function cacheProblem(header: string | undefined): string | undefined {
  if (!header) return "has no Cache-Control: set one such as public, max-age=3600";
  const directives = header.toLowerCase().split(/\s*,\s*/);
  const forbidden = directives.find((directive) => /^(no-store|no-cache|private)\b/.test(directive));
  if (forbidden) return `has ${forbidden} in its Cache-Control (${header})`;
  const age = directives.map((directive) => /^max-age="?(\d+)"?$/.exec(directive.trim())?.[1]).find(Boolean);
  if (age === undefined) return `has no max-age in its Cache-Control (${header})`;
  return Number(age) > 0 ? undefined : `has max-age=0 in its Cache-Control (${header})`;
}

/** Whether the discovery document there is the one to be published. @param served its body */
export function discoveryDifferences(
  url: string,
  body: string,
  wanted: Discovery,
  issuer: Pick<Issuer, "url" | "bucket">,
): string[] {
  const { discovery, problems } = readDiscovery(body, issuer, url);
  if (!discovery) return [...problems];
  const fields = new Set([...Object.keys(wanted), ...Object.keys(discovery)]);
  // An owner may have the keys elsewhere, and may say more than Kubernetes does.
  const compared = [...fields].filter((field) => issuer.bucket !== undefined || !FREE.includes(field));
  return compared.flatMap((field) =>
    isDeepStrictEqual(discovery[field], wanted[field])
      ? []
      : [`${url} has another ${field} than the API server: ${JSON.stringify(discovery[field]) ?? "none"}.`],
  );
}

const FREE = ["jwks_uri", "claims_supported", "authorization_endpoint", "scopes_supported", "grant_types_supported"];

/** Whether the keys there are those to be published. @param signing the kid of a token that the API server issued */
export function keyDifferences(url: string, body: string, wanted: readonly SigningKey[], signing?: string): string[] {
  const { keys, problems } = readKeys(body, url);
  const differences = wanted.flatMap((key) => {
    const found = keys.find(({ kid }) => kid === key.kid);
    if (found && isSameKey(found, key)) return [];
    if (found) return [`${url} has other numbers for the key ${key.kid} than the API server.`];
    const matters = key.kid === signing ? ", with which the API server signs: AWS refuses its tokens" : "";
    return [`${url} has no key ${key.kid}${matters}.`];
  });
  const foreign = keys.filter(({ kid }) => !wanted.some((key) => key.kid === kid));
  return [
    ...problems,
    ...differences,
    ...foreign.map(
      ({ kid }) =>
        `${url} has the key ${kid}, which is not to be published: whoever has its private half is every service account of this cluster to AWS. Remove it once no token of it can be in use.`,
    ),
  ];
}
