import { NOT_READY, pod, SECRET, STORE, secret } from "../cluster-objects";
import type { Installation } from "../installation";
import type { Break } from "./break";

/** @param change to the folder that stands in for the cluster, which is as it was afterwards */
const broken = (change: (installation: Installation) => void): Break["break"] => {
  return (installation) => {
    change(installation);
    return () => installation.adopt(installation.pair);
  };
};
const pods = (...items: object[]) => broken(({ kubectl }) => kubectl.put("pods", "list", { items }));

export const CLUSTER_BREAKS: readonly Break[] = [
  {
    name: "the store is not ready",
    fails: ["secret-store"],
    why: /ClusterSecretStore parameterstore is not ready \(SecretSyncedError\): could not get secret data/,
    break: broken(({ kubectl, objects }) =>
      kubectl.put(STORE, "parameterstore", { ...objects.store, status: NOT_READY }),
    ),
  },
  {
    name: "there is no ExternalSecret",
    fails: ["external-secret"],
    why: /There is no ExternalSecret bedrock-credentials in the namespace openhands/,
    break: broken(({ kubectl }) => kubectl.delete(SECRET, "bedrock-credentials")),
  },
  {
    name: "the ExternalSecret is not ready",
    fails: ["external-secret"],
    why: /ExternalSecret bedrock-credentials is not ready/,
    break: broken(({ kubectl, objects }) =>
      kubectl.put(SECRET, "bedrock-credentials", { ...objects.externalSecret, status: NOT_READY }),
    ),
  },
  {
    name: "the ExternalSecret reads another parameter",
    fails: ["external-secret"],
    why: /reads AWS_ACCESS_KEY_ID from another; exported is bedrock-access-key-id/,
    break: broken(({ kubectl, objects }) => {
      const text = JSON.stringify(objects.externalSecret).replace('"bedrock-access-key-id"', '"another"');
      kubectl.put(SECRET, "bedrock-credentials", JSON.parse(text));
    }),
  },
  {
    name: "the Secret has the old key",
    fails: ["secret"],
    why: /has another AWS_SECRET_ACCESS_KEY than bedrock-secret-access-key/,
    break: broken(({ kubectl, pair }) =>
      kubectl.put("secret", "bedrock-credentials", secret({ ...pair, AWS_SECRET_ACCESS_KEY: "old" })),
    ),
  },
  {
    name: "the Secret lacks a key",
    fails: ["secret"],
    why: /has no AWS_SECRET_ACCESS_KEY/,
    break: broken(({ kubectl, pair: { AWS_ACCESS_KEY_ID } }) =>
      kubectl.put("secret", "bedrock-credentials", secret({ AWS_ACCESS_KEY_ID })),
    ),
  },
  {
    name: "the pod started before the Secret changed",
    fails: ["pod"],
    why: /aws-credentials-refresher in openhands-0 started at 2026-11-20T09:00:00Z, before the Secret changed at/,
    break: pods(pod({ startedAt: "2026-11-20T09:00:00Z" })),
  },
  {
    name: "the refresher has no valid session",
    fails: ["pod"],
    why: /aws-credentials-refresher in openhands-0 is running, but not ready/,
    break: pods(pod({ ready: false })),
  },
  { name: "the pod does not run", fails: ["pod"], why: /is not running/, break: pods(pod({ running: false })) },
  { name: "there is no pod", fails: ["pod"], why: /openhands has no pod/, break: pods() },
  {
    name: "the Secret of Agent Canvas is gone",
    fails: ["canvas-secret"],
    why: /There is no Secret openhands-keys/,
    break: broken(({ kubectl }) => kubectl.delete("secret", "openhands-keys")),
  },
];
