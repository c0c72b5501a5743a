import { ALGORITHMS, type Issuer, isAlgorithm, keysUrl } from "./issuer";
import { readJson } from "./read-json";

/** What AWS reads at the issuer's URL to find the keys. */
export interface Discovery {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly [field: string]: unknown;
}

/** @property problems are about the document alone; empty if there is a discovery */
export type DiscoveryRead =
  | { readonly discovery: Discovery; readonly problems: readonly [] }
  | { readonly discovery?: undefined; readonly problems: readonly string[] };

/**
 * Whether AWS would find this issuer's keys by the document.
 * @param where it was read: `The API server's discovery document`
 */
export function readDiscovery(text: string, issuer: Pick<Issuer, "url" | "bucket">, where: string): DiscoveryRead {
  const read = readJson(text);
  if ("problem" in read) return { problems: [`${where} ${read.problem}.`] };
  const { value } = read;
  const problems = [
    issuerProblem(value.issuer, issuer.url),
    keysProblem(value.jwks_uri, issuer),
    lacks(value, "response_types_supported", ["id_token"]),
    lacks(value, "subject_types_supported", ["public"]),
    lacks(value, "id_token_signing_alg_values_supported", ALGORITHMS),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) return { problems: problems.map((problem) => `${where} ${problem}`) };
  return { discovery: value as unknown as Discovery, problems: [] };
}

function issuerProblem(found: unknown, url: string): string | undefined {
  if (found === url) return undefined;
  if (typeof found !== "string") return "has no issuer.";
  const bare = (text: string) => text.replace(/\/+$/, "");
  const slash = bare(found) === bare(url) ? " Only a slash at the end is different: AWS compares byte for byte." : "";
  return `has the issuer ${found}, not ${url}.${slash}`;
}

/** Where this project publishes the keys, their URL is known; an owner may have them anywhere. */
function keysProblem(found: unknown, issuer: Pick<Issuer, "url" | "bucket">): string | undefined {
  if (typeof found !== "string") return "has no jwks_uri.";
  if (issuer.bucket !== undefined && found !== keysUrl(issuer))
    return `has its keys at ${found}, not at ${keysUrl(issuer)} (jwks_uri), where they are published.`;
  if (!found.startsWith("https://") || !URL.canParse(found)) return `has its keys at ${found} (jwks_uri): use https.`;
  return undefined;
}

function lacks(value: object, field: string, wanted: readonly string[]): string | undefined {
  const found: unknown = value[field as never];
  if (Array.isArray(found) && found.some((entry) => wanted.includes(entry))) return undefined;
  if (found === undefined) return `has no ${field}.`;
  const one = field === "id_token_signing_alg_values_supported" ? found : undefined;
  if (Array.isArray(one) && !one.some(isAlgorithm))
    return `has the algorithms ${one.join(", ")}. AWS verifies ${ALGORITHMS.join(", ")}.`;
  return `has ${field} without ${wanted.join(" or ")}.`;
}
