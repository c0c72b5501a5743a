import { REFRESHER_CONTAINER } from "@openhands-aws/facts/refresher";
import type { Config } from "../../../config/config";
import { clusterObjects } from "../../../stacks/openhands-kubernetes/objects";
import type { FakeKubectl } from "./fake-kubectl";

export const STORE = "clustersecretstores.external-secrets.io";
export const SECRET = "externalsecrets.external-secrets.io";

export const READY = { conditions: [{ type: "Ready", status: "True", reason: "SecretSynced" }] };
export const NOT_READY = {
  conditions: [{ type: "Ready", status: "False", reason: "SecretSyncedError", message: "could not get secret data" }],
};
const CHANGED = "2026-11-20T10:00:00Z";
const STARTED = "2026-11-20T10:00:05Z";

/** The objects of a cluster in which all is well, with what the API server adds. */
export function healthyObjects(config: Config, pair: Readonly<Record<string, string>>) {
  if (!config.kubernetes) throw new Error("The config has no cluster.");
  const manifests = new Map(clusterObjects(config, config.kubernetes).map(({ label, manifest }) => [label, manifest]));
  const object = (label: string, more: object) => ({ ...manifests.get(label), ...more });
  return {
    store: object("secret_store", { status: READY }),
    externalSecret: object("external_secret", { status: READY }),
    canvasExternalSecret: object("canvas_keys", { status: READY }),
    deployment: object("deployment", {}),
    secret: secret(pair),
    canvasSecret: secret({ LOCAL_BACKEND_API_KEY: "one", OH_SESSION_API_KEYS_0: "one", OH_SECRET_KEY: "two" }),
    pod: pod({}),
  };
}

export const secret = (data: Readonly<Record<string, string>>) => ({
  metadata: { name: "any", creationTimestamp: CHANGED, managedFields: [{ time: CHANGED, fieldsV1: { "f:data": {} } }] },
  data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")])),
});

export const pod = ({ startedAt = STARTED, ready = true, running = true }) => ({
  metadata: { name: "openhands-0", creationTimestamp: CHANGED },
  status: {
    containerStatuses: ["openhands", REFRESHER_CONTAINER].map((name) => ({
      ...{ name, ready },
      state: running ? { running: { startedAt } } : { waiting: { reason: "CrashLoopBackOff" } },
    })),
  },
});

export function putAll(kubectl: FakeKubectl, objects: ReturnType<typeof healthyObjects>): void {
  kubectl.put(STORE, "parameterstore", objects.store);
  kubectl.put(SECRET, "bedrock-credentials", objects.externalSecret);
  kubectl.put(SECRET, "openhands-keys", objects.canvasExternalSecret);
  kubectl.put("secret", "bedrock-credentials", objects.secret);
  kubectl.put("secret", "openhands-keys", objects.canvasSecret);
  kubectl.put("deployments.apps", "openhands", objects.deployment);
  kubectl.put("pods", "list", { items: [objects.pod] });
}
