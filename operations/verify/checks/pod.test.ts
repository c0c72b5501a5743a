import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { pod } from "./pod";

const variable = { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "bedrock-credentials" } } };
const READER = { name: "openhands", env: [variable] };
const workload = (containers: object[], replicas = 1) => ({
  metadata: { name: "openhands" },
  spec: { replicas, selector: { matchLabels: { app: "openhands" } }, template: { spec: { containers } } },
});
const running = (name: string, startedAt: string, ready = true) => ({
  metadata: { name: "openhands-0" },
  status: { containerStatuses: [{ name, ready, state: { running: { startedAt } } }] },
});
const OLD_FIELDS = [{ time: "2026-11-27T11:00:00Z", fieldsV1: { "f:metadata": {} } }];
const SECRET = {
  metadata: {
    creationTimestamp: "2026-11-01T00:00:00Z",
    managedFields: [...OLD_FIELDS, { time: "2026-11-27T10:00:00Z", fieldsV1: { "f:data": {} } }],
  },
};
const BARE = { metadata: { creationTimestamp: "2026-11-27T10:00:00Z" } };

async function outcome(objects: Record<string, object>, yaml = 'openhands: {version: "0.62"}\nkubernetes: {}') {
  const all = {
    "secret/bedrock-credentials": SECRET,
    "deployments.apps/openhands": workload([READER]),
    pods: [running("openhands", "2026-11-27T10:00:00Z")],
    ...objects,
  };
  return outcomeOf(pod, await testWorld(yaml, { objects: all }));
}
const refresher = { name: "aws-credentials-refresher" };
const before = "2026-11-27T09:59:59Z";

it.each<[string, Record<string, object>, string, RegExp]>([
  ["started with the Secret", {}, "PASS", /openhands of 1 pod started with the Secret/],
  ["started before", { pods: [running("openhands", before)] }, "FAIL", /before the Secret changed.*Restart it/],
  [
    "before a Secret without managed fields",
    { "secret/bedrock-credentials": BARE, pods: [running("openhands", before)] },
    "FAIL",
    /before/,
  ],
  ["not ready", { pods: [running("openhands", "2026-11-27T11:00:00Z", false)] }, "FAIL", /running, but not ready/],
  [
    "waiting",
    { pods: [{ metadata: { name: "openhands-0" }, status: {} }] },
    "FAIL",
    /openhands in openhands-0 is not running/,
  ],
  ["being deleted", { pods: [{ metadata: { name: "a", deletionTimestamp: "2026" } }] }, "FAIL", /has no pod/],
  [
    "without the Secret",
    { "deployments.apps/openhands": workload([{ name: "openhands" }]) },
    "FAIL",
    /No container of openhands reads/,
  ],
  ["scaled to 0", { "deployments.apps/openhands": workload([READER], 0) }, "SKIP", /scaled to 0/],
  [
    "with a refresher whose identity is the cluster's",
    { "deployments.apps/openhands": workload([refresher]), pods: [running(refresher.name, before)] },
    "PASS",
    /aws-credentials-refresher of 1 pod/,
  ],
  [
    "with the whole Secret as its environment",
    {
      "deployments.apps/openhands": workload([
        { ...READER, env: [], envFrom: [{ secretRef: { name: "bedrock-credentials" } }] },
      ]),
    },
    "PASS",
    /openhands of 1 pod/,
  ],
])("a pod %s", async (_, objects, status, why) =>
  expect(await outcome(objects)).toEqual({ status, why: expect.stringMatching(why) }),
);

it("finds the owner's own workload by its labels", async () => {
  const yaml = "kubernetes: {deployment: {generate: false}, awsAccess: {kind: StatefulSet, labels: app=mine}}";
  expect(await outcome({ "statefulsets.apps": [workload([READER])] }, yaml)).toMatchObject({ status: "PASS" });
  expect(await outcome({}, yaml)).toMatchObject({ status: "FAIL", why: expect.stringContaining("does not exist") });
});
