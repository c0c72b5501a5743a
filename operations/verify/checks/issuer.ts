import { checkServed, keysLocation } from "../../issuer/check-served";
import { discoveryUrl, type Issuer } from "../../issuer/issuer";
import { readKeys } from "../../issuer/signing-keys";
import { StepError } from "../../steps";
import { reportedBy } from "../account";
import { type Check, fail, NotApplicable, pass, skip } from "../check";
import { onceEach } from "../once";
import { claimsOf } from "../token-claims";
import type { World } from "../world";

/** The documents of the cluster's issuer are where AWS reads them, as it wants them, with the key of a token of now. */
export const issuer: Check = {
  name: "issuer",
  needs: [],
  async run({ config, cluster, fetch, now }) {
    const { issuer: configured, issuerHost } = config.kubernetes?.identity ?? {};
    if (issuerHost === undefined) return skip("The config has no issuer in kubernetes.identity.");
    const where = { url: `https://${issuerHost}`, bucket: configured?.bucket };
    const read = onceEach(fetch);
    try {
      await checkServed({ issuer: where, fetch: read, now: () => now }, { pending: false });
    } catch (error) {
      if (error instanceof StepError) return fail(error.message);
      throw error;
    }
    const kid = await kidOfToken(cluster);
    if (kid === undefined)
      return pass(
        `https://${issuerHost} is as AWS wants it. Whether the cluster signs with its keys could not be seen.`,
      );
    const published = await publishedKids(where, read);
    return published.includes(kid)
      ? pass(`https://${issuerHost} is as AWS wants it, and has the key of the cluster's tokens, ${kid}.`)
      : fail(`https://${issuerHost} does not publish ${kid}, the key of the cluster's tokens. Run issuer publish.`);
  },
};

async function publishedKids(where: Pick<Issuer, "url" | "bucket">, fetch: World["fetch"]): Promise<string[]> {
  const served = await fetch(keysLocation(await fetch(discoveryUrl(where)), where));
  return "body" in served ? readKeys(served.body, "").keys.map((key) => key.kid) : [];
}

/** `undefined` where no cluster issues one; the check web-identity says why. */
async function kidOfToken(cluster: World["cluster"]): Promise<string | undefined> {
  try {
    return claimsOf(await reportedBy("web-identity", cluster.token())).kid;
  } catch (error) {
    if (error instanceof NotApplicable) return undefined;
    throw error;
  }
}
