import type { Config } from "../config/config";
import { stackModel } from "../export/check/stack-findings";
import type { Rendered } from "../export/render/json";
import { ClusterError } from "../operations/cluster/cluster-error";
import { Kubectl } from "../operations/cluster/kubectl";
import { Account } from "../operations/verify/account";
import { type Check, skip } from "../operations/verify/check";
import { CHECKS } from "../operations/verify/checks";
import { Cluster } from "../operations/verify/cluster";
import { expectedOf } from "../operations/verify/expected";
import { type Result, verify } from "../operations/verify/verify";
import type { EmbeddedAws } from "./aws";

const NO_DOCUMENTS = "Nothing outside the embedded AWS is looked at.";
const NO_MODEL = "The embedded AWS has no model.";

/** What would say PASS, or fail, for no other reason than that the account is embedded. */
const NOT_EMBEDDED: Readonly<Record<string, string>> = {
  issuer: NO_DOCUMENTS,
  "api-keys": "The embedded AWS has no API keys of Bedrock.",
  "torn-pair": "The embedded AWS does not check signatures.",
  session: "The embedded AWS does not check policies.",
  model: NO_MODEL,
  "model-end": NO_MODEL, // The guard has warned already.
  s3: "The embedded AWS does not check policies.",
};

const SECONDS = 27;

/** What `openhands-aws verify` says about the embedded account. It reaches no other, and no cluster. */
export async function verifyAccount(
  { env }: EmbeddedAws,
  config: Config,
  stacks: Rendered,
  stop: AbortSignal,
): Promise<Result[]> {
  process.env = env; // The SDK looks for its endpoint, its credentials and much more there.
  const signal = AbortSignal.any([stop, AbortSignal.timeout(SECONDS * 1000)]);
  const world = {
    config,
    expected: expectedOf(await stackModel(stacks)),
    account: new Account(config, { region: config.aws.region, signal }),
    cluster: new Cluster(config, new NoKubectl()),
    options: { s3: false, maxKeyAge: 90 },
    now: new Date(),
    env,
    fetch: async () => ({ failure: NO_DOCUMENTS }),
  };
  return verify(world, signal, undefined, CHECKS.map(embedded));
}

const embedded = (check: Check): Check => {
  const why = NOT_EMBEDDED[check.name];
  return why ? { ...check, run: async () => skip(why) } : check;
};

/** The cluster that the caller's kubeconfig names has nothing to do with the embedded account. */
class NoKubectl extends Kubectl {
  override run(): Promise<never> {
    return Promise.reject(new ClusterError("unreachable", "none is embedded."));
  }
}
