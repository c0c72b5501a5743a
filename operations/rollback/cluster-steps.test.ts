import type { Kubernetes } from "../../config/kubernetes";
import { testConfig } from "../../tools/test-config";
import { ClusterError } from "../cluster/cluster-error";
import type { ClusterObject } from "../cluster/kubectl";
import { runStep } from "../steps";
import { clusterSteps } from "./cluster-steps";

const NAMED = "kubernetes: {deployment: {generate: false}, awsAccess: {name: web}}";
const USES = { template: { spec: { env: [{ valueFrom: { secretKeyRef: { name: "bedrock-credentials" } } }] } } };

const kubernetesOf = (yaml: string): Kubernetes => {
  const { kubernetes } = testConfig(yaml, "c.yaml");
  if (!kubernetes) throw new Error("The config has no cluster.");
  return kubernetes;
};

const object = (more: object = {}): ClusterObject => ({
  metadata: { name: "any", creationTimestamp: "2026-11-01T00:00:00Z", ...more },
  spec: USES,
});

/** @param metadata of every object; `undefined`: there is none */
async function run(yaml: string, metadata: object | undefined, reachable = true, yes = true, deployment?: object) {
  const commands: string[] = [];
  const kubectl = {
    reach: async () => {
      if (!reachable) throw new ClusterError("unreachable", "There is no kubectl on the PATH.");
    },
    get: async () => metadata && object(metadata),
    run: async (...args: string[]) => {
      commands.push(args.join(" ").replace(/=\/.*/, "=FILE"));
      return "";
    },
  };
  const results = [];
  const world = { kubernetes: kubernetesOf(yaml), kubectl, deployment, variables: ["AWS_ACCESS_KEY_ID"] };
  for (const step of clusterSteps(world)) results.push(await runStep(step, { yes }));
  return { commands, results, statuses: results.map(({ status }) => status) };
}

it("takes the variables out first, then the ExternalSecret, then the Secret", async () => {
  expect((await run(NAMED, {})).commands).toEqual([
    "set env deployment/web --namespace=openhands AWS_ACCESS_KEY_ID-",
    "delete externalsecrets.external-secrets.io bedrock-credentials --namespace=openhands --ignore-not-found",
    "delete secret bedrock-credentials --namespace=openhands --ignore-not-found",
  ]);
});

it("replaces a Deployment of its own", async () => {
  const { commands } = await run("kubernetes: {}", {}, true, true, { kind: "Deployment" });
  expect(commands[0]).toBe("replace --filename=FILE");
});

it("does nothing without --yes, and nothing where nothing is left", async () => {
  expect(await run(NAMED, {}, true, false)).toMatchObject({ commands: [], statuses: ["TODO", "TODO", "TODO"] });
  expect(await run(NAMED, undefined)).toMatchObject({ commands: [], statuses: ["DONE", "DONE", "DONE"] });
});

it("skips a cluster that cannot be reached, and says what to run there", async () => {
  const { results, statuses, commands } = await run(NAMED, {}, false);
  expect([statuses, commands]).toEqual([["SKIP", "SKIP", "SKIP"], []]);
  expect(results[0]?.evidence).toContain("kubectl set env deployment/web --namespace=openhands AWS_ACCESS_KEY_ID-");
});

it.each([
  ["by annotation", { annotations: { "argocd.argoproj.io/tracking-id": "openhands" } }],
  ["by label", { labels: { "argocd.argoproj.io/instance": "openhands" } }],
])("leaves what Argo CD manages to the commit: %s", async (_, metadata) => {
  const { results, commands } = await run(NAMED, metadata);
  expect(commands).toEqual([]);
  expect(results[0]).toMatchObject({
    status: "FAIL",
    evidence: expect.stringContaining("commit the exported manifests"),
  });
});
