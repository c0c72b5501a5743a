import { objectKeys } from "../../config/issuer";
import { isAwsError } from "../aws/aws-error";
import { isClusterError } from "../cluster/cluster-error";
import { type Look, type RunOptions, runStep, StepError, type StepResult } from "../steps";
import type { ApiServer } from "./api-server";
import { apiServerFlags } from "./api-server-flags";
import { checkServed } from "./check-served";
import { type Discovery, readDiscovery } from "./discovery-problems";
import { type Distribution, distributionOf, REFUSED } from "./distribution";
import type { DocumentBucket } from "./document-bucket";
import type { Issuer } from "./issuer";
import { earlySigning, type KeyState, keyStates } from "./key-states";
import { readJson } from "./read-json";
import type { Served } from "./served-problems";
import { readKeys, type SigningKey } from "./signing-keys";
import { tokenProblems, viewToken } from "./token-problems";
import { urlProblems } from "./url-problems";
import { lookAtDiscovery, lookAtKeys, type Publishing } from "./write-documents";

/** All that `issuer publish` looks at and changes. */
export interface IssuerWorld {
  readonly issuer: Issuer;
  readonly apiServer: Pick<ApiServer, "discovery" | "keys" | "token" | "facts">;
  /** Where the documents are written, if they are. */
  readonly bucket?: Pick<DocumentBucket, "name" | "read" | "write">;
  fetch(url: string): Promise<Served>;
  now(): Date;
}

export interface PublishOptions extends RunOptions {
  /** What the user says that the cluster is. @default what one can see */
  readonly distribution?: Distribution;
  readonly keep?: string;
  readonly drop?: string;
  /** Seconds that the longest token for AWS is valid. */
  readonly longestToken: number;
}

export interface Publication {
  readonly steps: readonly StepResult[];
  /** The titles of the steps that only check something. */
  readonly checks: readonly string[];
  readonly keys: readonly KeyState[];
  /** What to set, where the API server is not this issuer yet. */
  readonly flags?: string;
}

/** What the steps find, for those after them. */
interface Found extends Publishing {
  discovery?: Discovery;
  /** The API server's keys. */
  served?: readonly SigningKey[];
  /** The kid of a token that it issued. */
  signing?: string;
  flags?: string;
}

/** Checks that AWS can verify the cluster's tokens, and publishes what it needs for that: the keys first. */
export async function publish(world: IssuerWorld, options: PublishOptions): Promise<Publication> {
  const { issuer, bucket } = world;
  const found: Found = {};
  const steps: StepResult[] = [];
  const step = async (title: string, look: () => Promise<Look>) => {
    steps.push(await runStep({ title, look }, options));
  };
  const checks: string[] = [];
  const check = (title: string, look: () => Promise<Look>) => {
    checks.push(title);
    return step(title, look);
  };
  let unseen: string | undefined;
  /** Where the cluster cannot be asked, one step says so. */
  const checkCluster = (title: string, look: () => Promise<Look>) =>
    check(title, async () => {
      if (unseen) return { state: "skip", why: `${unseen}.` };
      try {
        return await look();
      } catch (error) {
        if (!isClusterError(error, "unreachable", "unreadable")) throw error;
        unseen = error.kind === "unreadable" ? "The kubeconfig cannot be read" : "No cluster answers";
        throw new StepError(`${unseen}: ${error.message} Choose one with --context or KUBECONFIG.`);
      }
    });
  let pending = false;
  const failed = () => steps.some(({ status }) => status === "FAIL");
  const withStack = (error: unknown) => {
    if (issuer.ofStack && isAwsError(error) && error.code === "NoSuchBucket")
      throw new StepError(`${error.message} Apply the stack openhands-issuer first.`);
    throw error;
  };
  /** Nothing is written after a failed step, but what would be written is still looked at. */
  const unlessFailed = async (look: Promise<Look>): Promise<Look> => {
    const seen = await look.catch(withStack);
    if (seen.state === "todo" && (failed() || !options.yes)) pending = true;
    if (seen.state !== "todo" || !failed()) return seen;
    return { state: "skip", why: `Nothing is written as long as a step before fails. ${seen.will}` };
  };

  await check("The issuer's URL", async () => {
    throwAll(urlProblems(issuer.url));
    return { state: "done", evidence: issuer.url };
  });
  if (failed()) return { steps, checks, keys: [] };
  let distribution = options.distribution;
  await checkCluster("The cluster can change its key", async () => {
    const facts = distribution ? undefined : await factsOf(world);
    if (typeof facts === "string") return { state: "skip", why: facts };
    distribution ??= facts && distributionOf(facts);
    if (!distribution) return { state: "skip", why: UNKNOWN };
    const refused = REFUSED[distribution];
    if (refused) throw new StepError(refused);
    return { state: "done", evidence: `It is ${distribution}, whose API server verifies with several keys.` };
  });
  await checkCluster("The API server's documents", () => readApiServer(world, found, distribution ?? "other"));
  await checkCluster("A token of the API server", () => readToken(world, found));

  const { served, discovery, signing } = found;
  if (!bucket) steps.push(NOT_OURS);
  if (bucket && served) {
    const objects = objectKeys(issuer);
    const facts = { ...options, served, now: world.now() };
    await step(`The keys in s3://${bucket.name}/${objects.keys}`, () =>
      unlessFailed(lookAtKeys(bucket, objects.keys, facts, found)),
    );
    if (discovery)
      await step(`The discovery document in s3://${bucket.name}/${objects.discovery}`, () =>
        unlessFailed(lookAtDiscovery(bucket, objects.discovery, discovery, found, facts.now)),
      );
  }
  const { written, published, flags } = found;
  const wanted = {
    discovery,
    keys: found.wanted ?? served,
    signing,
    written,
    pending: pending || (bucket && !discovery) === true,
  };
  const known = {
    ...{ served: served ?? [], signing, now: world.now(), longestToken: options.longestToken },
    ...{ published: published?.keys ?? [], records: published?.records ?? new Map() },
  };
  await check("What AWS reads at the issuer's URL", async () => {
    const look = await checkServed(world, wanted);
    const early = earlySigning(known);
    throwAll(early ? [early] : []);
    return look;
  });
  return { steps, checks, keys: bucket ? keyStates(known) : [], ...(flags && { flags }) };
}

const NOT_OURS: StepResult = {
  ...{ step: "The documents", status: "SKIP" },
  evidence: "They are not in a bucket of this config: publish what the API server has at the issuer's URL yourself.",
};

const UNKNOWN =
  "Nothing here says how the cluster was installed; its control plane may be hosted elsewhere. Some, such as Talos and Kamaji, cannot verify with two keys: say which it is with --distribution.";

/** @returns why they are not known, if they are not */
async function factsOf({ apiServer }: IssuerWorld) {
  try {
    return await apiServer.facts();
  } catch (error) {
    if (isClusterError(error, "denied")) return `${error.message} Say what the cluster is with --distribution.`;
    throw error;
  }
}

async function readApiServer({ apiServer, issuer }: IssuerWorld, found: Found, distribution: Distribution) {
  const [discoveryText, keysText] = await Promise.all([apiServer.discovery(), apiServer.keys()]);
  const { discovery, problems } = readDiscovery(discoveryText, issuer, "The API server's discovery document");
  const keys = readKeys(keysText, "The API server's keys document");
  if (!discovery && !REFUSED[distribution]) {
    const read = readJson(discoveryText);
    const current = "value" in read ? read.value.issuer : undefined;
    found.flags = apiServerFlags(issuer, distribution, typeof current === "string" ? current : undefined);
  }
  found.discovery = discovery;
  if (keys.problems.length === 0) found.served = keys.keys;
  throwAll([...problems, ...keys.problems]);
  const kids = keys.keys.map(({ kid }) => kid);
  return { state: "done", evidence: `The issuer is ${issuer.url}, with ${list("key", kids)}.` } as const;
}

async function readToken({ apiServer, issuer }: IssuerWorld, found: Found) {
  const { token, of } = await apiServer.token(issuer);
  const { kid, alg } = viewToken(token);
  found.signing = kid;
  throwAll(tokenProblems(token, issuer, found.served ?? []));
  return {
    state: "done",
    evidence: `One for ${of}, signed with the key ${kid} (${alg}), is as AWS wants it.`,
  } as const;
}

function throwAll(problems: readonly string[]): void {
  if (problems.length > 0) throw new StepError(problems.join(" "));
}

const list = (noun: string, names: readonly string[]): string =>
  `the ${noun}${names.length === 1 ? "" : "s"} ${names.join(", ")}`;
