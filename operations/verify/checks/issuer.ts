import { checkServed, keysLocation } from "../../issuer/check-served";
import { discoveryUrl, type Issuer } from "../../issuer/issuer";
import { readKeys, type SigningKey } from "../../issuer/signing-keys";
import { tokenProblems } from "../../issuer/token-problems";
import { StepError } from "../../steps";
import { reportedBy } from "../account";
import { type Check, fail, NotApplicable, pass, skip, verdict } from "../check";
import { onceEach } from "../once";
import { claimsOf } from "../token-claims";
import type { World } from "../world";

/** The documents of the cluster's issuer are where AWS reads them, as it wants them, and verify a token of now. */
export const issuer: Check = {
  name: "issuer",
  needs: [],
  async run({ config, cluster, fetch, now }) {
    const { issuer: configured, issuerHost, audience } = config.kubernetes?.identity ?? {};
    if (issuerHost === undefined || audience === undefined)
      return skip("The config has no issuer in kubernetes.identity.");
    const where = { url: `https://${issuerHost}`, bucket: configured?.bucket, audience };
    const read = onceEach(fetch);
    try {
      await checkServed({ issuer: where, fetch: read, now: () => now }, { pending: false });
    } catch (error) {
      if (error instanceof StepError) return fail(error.message);
      throw error;
    }
    const token = await tokenOfNow(cluster);
    if (token === undefined)
      return pass(`${where.url} is as AWS wants it. Whether the cluster signs with its keys could not be seen.`);
    const keys = await publishedKeys(where, read);
    const { kid } = claimsOf(token);
    const others = keys.map((key) => key.kid).filter((other) => other !== kid);
    const more = others.length > 0 ? ` Whether it may have ${others.join(", ")}, too, issuer publish says.` : "";
    const unknown = () => `${where.url} does not publish ${kid}, the key of the cluster's tokens. Run issuer publish.`;
    return verdict(
      tokenProblems(token, where, keys, unknown),
      `${where.url} is as AWS wants it, and has the key of the cluster's tokens, ${kid}.${more}`,
    );
  },
};

async function publishedKeys(
  where: Pick<Issuer, "url" | "bucket">,
  fetch: World["fetch"],
): Promise<readonly SigningKey[]> {
  const served = await fetch(keysLocation(await fetch(discoveryUrl(where)), where));
  return "body" in served ? readKeys(served.body, "").keys : [];
}

/** `undefined` where no cluster issues one; the check web-identity says why. */
async function tokenOfNow(cluster: World["cluster"]): Promise<string | undefined> {
  try {
    return await reportedBy("web-identity", cluster.token());
  } catch (error) {
    if (error instanceof NotApplicable) return undefined;
    throw error;
  }
}
