import { clock } from "../clock";
import { type Look, StepError } from "../steps";
import { CACHE_SECONDS } from "./cache";
import { type Discovery, readDiscovery } from "./discovery-problems";
import { discoveryUrl, type Issuer, keysUrl } from "./issuer";
import { discoveryDifferences, keyDifferences, type Served, transportProblems } from "./served-problems";
import { readKeys, type SigningKey } from "./signing-keys";

/** What should be read at the issuer's URL; what is not known cannot be compared. */
export interface Wanted {
  readonly discovery?: Discovery;
  readonly keys?: readonly SigningKey[];
  /** The kid of a token that the API server has just issued. */
  readonly signing?: string;
  /** Whether something is still to be written. */
  readonly pending: boolean;
  /** When a document was changed last, if that is known. */
  readonly written?: Date;
}

interface World {
  readonly issuer: Pick<Issuer, "url" | "bucket">;
  fetch(url: string): Promise<Served>;
  now(): Date;
}

/** Reads both documents as STS does. */
export async function checkServed({ issuer, fetch, now }: World, wanted: Wanted): Promise<Look> {
  const discovery = await fetch(discoveryUrl(issuer));
  const keysAt = keysLocation(discovery, issuer);
  const documents = [
    { url: discoveryUrl(issuer), served: discovery, differences: discoveryProblems },
    { url: keysAt, served: await fetch(keysAt), differences: keyProblems },
  ];
  const { pending, written } = wanted;
  const transport = documents
    .filter(({ served }) => !pending || !isAbsent(served))
    .flatMap(({ url, served }) => transportProblems(url, served));
  // All that is wrong at once; but a document of before cannot be held against one that is not written yet.
  const different = pending
    ? []
    : documents.flatMap(({ url, served, differences }) =>
        "body" in served && served.status === 200 ? differences(url, served.body) : [],
      );
  const until = written && new Date(written.getTime() + CACHE_SECONDS * 1000);
  if (transport.length === 0 && different.length > 0 && until && now() < until)
    return {
      state: "skip",
      why: `A cache still has the documents of before, until ${clock(until)} at the latest: run this again then. Now: ${different.join(" ")}`,
    };
  const problems = [...transport, ...different];
  if (problems.length > 0) throw new StepError(problems.join(" "));
  if (pending) return { state: "skip", why: "It is compared once the documents are published." };
  return { state: "done", evidence: `${discoveryUrl(issuer)} and ${keysAt} are as AWS wants them.` };

  function discoveryProblems(url: string, body: string): readonly string[] {
    if (wanted.discovery) return discoveryDifferences(url, body, wanted.discovery, issuer);
    return readDiscovery(body, issuer, url).problems;
  }

  function keyProblems(url: string, body: string): readonly string[] {
    return wanted.keys ? keyDifferences(url, body, wanted.keys, wanted.signing) : readKeys(body, url).problems;
  }
}

const isAbsent = (served: Served): boolean => "status" in served && (served.status === 403 || served.status === 404);

/** An owner may have the keys anywhere; in the bucket of the config, their place is known. */
export function keysLocation(served: Served, issuer: Pick<Issuer, "url" | "bucket">): string {
  if (issuer.bucket !== undefined || !("body" in served)) return keysUrl(issuer);
  return readDiscovery(served.body, issuer, "").discovery?.jwks_uri ?? keysUrl(issuer);
}
