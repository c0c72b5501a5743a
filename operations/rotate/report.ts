import { describeKey } from "./describe-key";
import type { Step } from "./next-step";
import type { ClusterView } from "./observation";
import type { Outcome } from "./rotate";

/** For programs; fields are added, never renamed. */
export const rotateJson = ({ seen, step, written, applied, held }: Outcome): string =>
  `${JSON.stringify({ next: { ...step }, held, keys: seen.keys, pair: seen.pair, cluster: seen.cluster, written, applied }, null, 2)}\n`;

const PAIR = {
  works: "works",
  torn: "is a torn pair: one key's id with another key's secret",
  rejected: "is not accepted by AWS",
  inactive: "is Inactive",
  foreign: "is not a key of the user",
  missing: "does not exist",
};

const TITLES: Readonly<Record<Step["kind"], (step: Step) => string>> = {
  write: ({ phase }) => `Next: ${phase}`,
  apply: ({ phase }) => (phase === "none" ? "Next: apply the stack openhands" : `Next: apply the phase ${phase}`),
  wait: ({ phase }) => `Not settled: the phase ${phase} has to wait`,
  stop: () => "Stopped",
  done: () => "Nothing to do",
};

/** The verdict, its reason, what it was decided by, and what was done. @param what the user can do next */
export function rotateText({ seen, step, written, applied }: Outcome, what: string): string {
  const { keys, pair, cluster, now } = seen;
  const missing = step.kind === "wait" ? step.missing.map(({ why }) => `  - ${why}`) : [];
  return [
    `${TITLES[step.kind](step)}`,
    `  ${step.why}`,
    ...missing,
    "",
    ...keys.map((key) => `key      ${describeKey(key, now)}`),
    `pair     ${pair.id ? `${pair.id} ` : "the key in the parameters "}${PAIR[pair.state]}`,
    `cluster  ${clusterText(cluster)}`,
    ...[...new Set(written)].map((file) => `wrote    ${file}`),
    ...applied.map((change) => `applied  ${change}`),
    ...(what ? ["", what] : []),
    "",
  ].join("\n");
}

function clusterText(cluster: ClusterView): string {
  if (cluster.state === "none") return "the config has none";
  if (cluster.state === "trusted") return "not looked at (--without-cluster)";
  if (cluster.state === "unknown") return `SKIP: ${cluster.why}`;
  if (!cluster.secretHasPair) return "the Secret does not hold the pair yet";
  return cluster.stalePods.length > 0
    ? `not yet restarted: ${cluster.stalePods.join(", ")}`
    : "Secret and pods hold the pair";
}
