import { testConfig } from "../../tools/test-config";
import { ClusterError } from "../cluster/cluster-error";
import { Kubectl } from "../cluster/kubectl";
import type { ClusterView, Observation } from "./observation";
import { observeCluster } from "./observe-cluster";
import { ClusterRefresh } from "./refresh-cluster";

const CONFIG = testConfig("kubernetes: {}", "c.yaml");
const PAIR = { accessKeyId: "AKIANEW", secretAccessKey: "new secret" };
const CHANGED = "2026-11-28T11:00:00Z";
const LATER = "2026-11-28T11:00:10Z";
const base64 = (text: string) => Buffer.from(text).toString("base64");

const RELOAD = "secret.reloader.stakater.com/reload";
const RELOADER: Record<string, string> = { [RELOAD]: "bedrock-credentials" };

interface Parts {
  refreshPolicy?: string;
  ready?: string;
  secret?: typeof PAIR;
  started?: string;
  /** What Reloader looks at. */
  reloader?: Record<string, string>;
  pods?: number;
}

/** A cluster in memory, that remembers what it is told. */
class Fake extends Kubectl {
  readonly told: string[] = [];
  constructor(private readonly parts: Parts = {}) {
    super();
  }
  override async reach(): Promise<void> {}
  override async run(...args: string[]): Promise<string> {
    this.told.push(args.map((arg) => arg.replace(/=\d{13}$/, "=NOW")).join(" "));
    return "";
  }
  override async list() {
    const { started = LATER } = this.parts;
    const running = { name: "openhands", state: { running: { startedAt: started } } };
    const metadata = { name: "openhands-0", creationTimestamp: CHANGED };
    const gone = {
      metadata: { ...metadata, name: "openhands-1", deletionTimestamp: LATER },
      status: { containerStatuses: [] },
    };
    return [{ metadata, status: { containerStatuses: [running] } }].slice(0, this.parts.pods).concat(gone);
  }
  override async get(kind: string, name: string) {
    const { refreshPolicy, ready = "True", secret = PAIR, reloader = RELOADER } = this.parts;
    const metadata = { name, creationTimestamp: "2026-01-01T00:00:00Z" };
    const data = {
      AWS_ACCESS_KEY_ID: base64(secret.accessKeyId),
      AWS_SECRET_ACCESS_KEY: base64(secret.secretAccessKey),
    };
    const written = [
      { time: CHANGED, fieldsV1: { "f:data": {} } },
      { time: LATER, fieldsV1: { "f:metadata": {} } },
    ];
    if (kind === "secret") return { metadata: { ...metadata, managedFields: written }, data };
    if (kind.startsWith("externalsecrets"))
      return { metadata, spec: { refreshPolicy }, status: { conditions: [{ type: "Ready", status: ready }] } };
    const env = [{ name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "bedrock-credentials" } } }];
    const containers = [{ name: "openhands", env }, { name: "other" }];
    return {
      metadata: { ...metadata, annotations: reloader },
      spec: { selector: { matchLabels: { app: "openhands" } }, template: { spec: { containers } } },
    };
  }
}

const see = (parts?: Parts) => observeCluster(CONFIG, new Fake(parts), PAIR);

it.each<[string, Parts, Partial<Extract<ClusterView, { state: "seen" }>>]>([
  ["all in place", {}, { ready: true, secretHasPair: true, stalePods: [], since: new Date(LATER), reloader: true }],
  ["an ExternalSecret that fails", { ready: "False" }, { ready: false }],
  ["an old secret", { secret: { ...PAIR, secretAccessKey: "old" } }, { secretHasPair: false }],
  ["a pod from before", { started: "2026-11-28T10:59:59Z" }, { stalePods: ["openhands-0"] }],
  ["no pod", { pods: 0 }, { stalePods: ["openhands (without a pod)"] }],
  ["no Reloader", { reloader: {} }, { reloader: false }],
  ["a Reloader for another Secret", { reloader: { [RELOAD]: "openhands-keys" } }, { reloader: false }],
  [
    "a Reloader for this Secret too",
    { reloader: { [RELOAD]: "openhands-keys, bedrock-credentials" } },
    { reloader: true },
  ],
  ["a Reloader for all Secrets", { reloader: { "reloader.stakater.com/auto": "true" } }, { reloader: true }],
  ["an ExternalSecret that is never refreshed", { refreshPolicy: "CreatedOnce" }, { refreshes: false }],
])("sees %s", async (_, parts, expected) => {
  expect(await see(parts)).toMatchObject({ state: "seen", ...expected });
});

it("says why it sees nothing", async () => {
  const kubectl = new Fake();
  kubectl.reach = () => Promise.reject(new ClusterError("unreachable", "There is no kubectl."));
  expect(await observeCluster(CONFIG, kubectl, PAIR)).toEqual({ state: "unknown", why: "There is no kubectl." });
  expect(await observeCluster(testConfig("", "c.yaml"), kubectl, PAIR)).toEqual({ state: "none" });
});

async function brought(parts: Parts, seconds = 0): Promise<{ told: string[]; said: string[] }> {
  const kubectl = new Fake(parts);
  const refresh = new ClusterRefresh(CONFIG, kubectl);
  const seen: Observation = {
    ...{ now: new Date(LATER), keys: [], pair: { state: "works", id: "AKIANEW" } },
    cluster: await observeCluster(CONFIG, kubectl, PAIR),
  };
  const said = await refresh.bring(seen);
  said.push(...(await refresh.bring({ ...seen, now: new Date(seen.now.getTime() + seconds * 1000) })));
  return { told: kubectl.told, said };
}

const OLD = { accessKeyId: "AKIAOLD", secretAccessKey: "old" };
const STALE = { started: "2026-11-28T10:00:00Z" };
const RESTART = "rollout restart deployments/openhands --namespace=openhands";

it("refreshes the ExternalSecret once, by its annotation", async () => {
  const { told, said } = await brought({ secret: OLD });
  expect(told).toEqual([
    "annotate externalsecrets.external-secrets.io bedrock-credentials force-sync=NOW --overwrite --namespace=openhands",
  ]);
  expect(said).toEqual([expect.stringMatching(/^The ExternalSecret is refreshed: kubectl annotate/)]);
});

it("says so where no annotation refreshes it", async () => {
  const { told, said } = await brought({ secret: OLD, refreshPolicy: "CreatedOnce" });
  expect(told).toEqual([]);
  expect(said).toEqual([expect.stringContaining("kubectl delete secret bedrock-credentials --namespace=openhands")]);
});

it("restarts the pods where Reloader does not", async () => {
  expect((await brought({ ...STALE, reloader: {} })).told).toEqual([RESTART]);
  expect((await brought(STALE, 30)).told).toEqual([]);
  expect((await brought(STALE, 61)).told).toEqual([RESTART]);
  expect((await brought({})).told).toEqual([]);
});
