import { ageOf } from "../age";
import type { Key, Observation } from "./observation";

/** Something that must be true before the old key may go. */
export interface Missing {
  readonly why: string;
  /** Whether it may come true while one waits. */
  readonly comes: boolean;
}

const PAIR = {
  torn: "The parameters hold a torn pair: the new key's id with another key's secret.",
  rejected: "AWS does not accept the new key yet, which takes up to a minute.",
  inactive: "The key in the parameters is Inactive.",
  foreign: "The parameters do not hold a key of the user.",
  missing: "There is no key in the parameters.",
};

/**
 * What is missing before a rotation may switch the old key off: parameters, Secret and pods hold the new pair, AWS accepts it,
 * and it was used.
 */
export function unsettled({ keys, pair, cluster, now }: Observation): Missing[] {
  const missing: Missing[] = [];
  const waitFor = (why: string) => missing.push({ why, comes: true });
  const held = keys.find(({ id }) => id === pair.id);
  const old = keys.find(({ id }) => id !== pair.id);
  if (pair.state !== "works") waitFor(PAIR[pair.state]);
  if (cluster.state === "unknown")
    missing.push({
      why: `SKIP: the cluster was not looked at: ${cluster.why} Run this where it can be reached; or add --without-cluster if you have seen for yourself that the pods have the new key.`,
      comes: false,
    });
  if (cluster.state === "seen") {
    if (!cluster.ready) waitFor("The ExternalSecret is not ready.");
    if (!cluster.secretHasPair) waitFor("The Secret does not hold what the parameters hold.");
    else if (cluster.stalePods.length > 0)
      waitFor(`${cluster.stalePods.join(" and ")} started before the Secret changed.`);
    else if (old && isUsedSince(old, cluster.since))
      missing.push({
        why: `Someone still uses the old key ${old.id}: ${ageOf(old.lastUsed?.at ?? now, now)} ago for ${old.lastUsed?.service} in ${old.lastUsed?.region}, after all pods had the new one. Find out who.`,
        comes: false,
      });
  }
  if (held && !held.lastUsed)
    waitFor(`AWS knows no use of the new key ${held.id} yet; that can take an hour after the first one.`);
  return missing;
}

/** Seconds that AWS' clock and the cluster's may differ. */
const SKEW = 60;

const isUsedSince = ({ lastUsed }: Key, since: Date | undefined): boolean =>
  lastUsed !== undefined && since !== undefined && lastUsed.at.getTime() > since.getTime() + SKEW * 1000;
