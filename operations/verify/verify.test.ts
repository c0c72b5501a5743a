import { refusal, testWorld } from "../../tools/verify-world";
import { ClusterError } from "../cluster/cluster-error";
import type { Kubectl } from "../cluster/kubectl";
import { Account } from "./account";
import { CHECKS } from "./checks";
import { Cluster } from "./cluster";
import { outcomeOf } from "./outcome";
import { type Result, verify } from "./verify";
import type { World } from "./world";

const soon = () => AbortSignal.timeout(20_000);
const statusOf = (results: readonly Result[]) => Object.fromEntries(results.map(({ name, status }) => [name, status]));
const noAccess = {
  caller: async () => {
    throw refusal("unreachable");
  },
};

it("fails once where AWS cannot be reached, and skips what needs it", async () => {
  const world = await testWorld("kubernetes: {}", { account: noAccess });
  const statuses = statusOf(await verify(world, soon()));
  const ofAccount = CHECKS.filter(({ needs = ["aws"] }) => needs.includes("aws")).map(({ name }) => name);
  expect(ofAccount.map((name) => statuses[name])).toEqual(ofAccount.map(() => "SKIP"));
  expect(statuses).toMatchObject({ "aws-access": "FAIL", "model-end": "PASS", "bearer-token": "PASS" });
});

it("skips the cluster with the reason where there is none", async () => {
  const results = await verify(await testWorld("", { account: noAccess }), soon());
  expect(results.find(({ name }) => name === "pod")).toEqual({
    name: "pod",
    status: "SKIP",
    why: "The config has no section kubernetes.",
  });
});

it("skips the cluster with the reason where it cannot be reached", async () => {
  const world = await testWorld("kubernetes: {}", { account: noAccess });
  const reach = async () => {
    throw new ClusterError("unreachable", "kubectl get: refused.");
  };
  const cluster = new Cluster(world.config, { reach } as unknown as Kubectl);
  const results = await verify({ ...world, cluster }, soon());
  expect(results.find(({ name }) => name === "pod")).toMatchObject({
    status: "SKIP",
    why: "The cluster cannot be reached: kubectl get: refused.",
  });
});

it("fails once where the kubeconfig cannot be read, and skips what needs the cluster", async () => {
  const world = await testWorld("kubernetes: {}", { account: noAccess });
  const reach = async () => {
    throw new ClusterError("unreadable", "kubectl get: error loading config file.");
  };
  const cluster = new Cluster(world.config, { reach } as unknown as Kubectl);
  const results = await verify({ ...world, cluster }, soon());
  expect(results.filter(({ status }) => status === "FAIL").map(({ name }) => name)).toEqual([
    "aws-access",
    "cluster-access",
  ]);
  const ofCluster = CHECKS.filter(({ needs = ["aws"] }) => needs.join() === "cluster").map(({ name }) => name);
  const why = "The kubeconfig could not be read (check cluster-access).";
  expect(results.filter(({ name }) => ofCluster.includes(name))).toEqual(
    ofCluster.map((name) => ({ name, status: "SKIP", why })),
  );
});

it("says which checks were not finished in time, and gives the others", async () => {
  const caller = () => new Promise<never>(() => undefined);
  const results = statusOf(await verify(await testWorld("", { account: { caller } }), AbortSignal.timeout(50)));
  expect(results).toMatchObject({ user: "FAIL", "bearer-token": "PASS", "model-end": "PASS" });
});

it("says what it waits for", async () => {
  const said: (readonly string[])[] = [];
  await verify(await testWorld("", { account: noAccess }), soon(), (waiting) => said.push(waiting));
  expect(said).toHaveLength(CHECKS.length);
  expect(said.at(-1)).toEqual([]);
});

it("does not take a fault of its own for an outcome", async () => {
  const caller = async () => {
    throw new TypeError("a fault");
  };
  await expect(verify(await testWorld("", { account: { caller } }), soon())).rejects.toThrow("a fault");
});

it("wants nothing of an access that is rolled back", async () => {
  const getUser = () => {
    throw refusal("not-found");
  };
  const account = { caller: async () => ({ Account: "123456789012", Arn: "me", $metadata: {} }) };
  const yaml = "aws: {account: '123456789012'}\nkubernetes: {}\nbedrock: {rollback: true}";
  const world = await testWorld(yaml, { iam: { getUser }, account, parameters: {} });
  const gone = ["user", "user-policies", "access-keys", "key-age", "api-keys", "parameters", "parameter-key"];
  const unused = ["torn-pair", "session", "model", "s3", "external-secret", "secret", "pod"];
  const own = CHECKS.filter(({ name }) => [...gone, ...unused].includes(name));
  const outcomes = await Promise.all(own.map((check) => outcomeOf(check, withoutAnswers(world))));
  expect(outcomes.map(({ status }, index) => `${own[index]?.name} ${status}`)).toEqual(
    own.map(({ name }) => `${name} SKIP`),
  );
});

it("says that what is about the key is not needed, where the config has none", async () => {
  const getUser = () => {
    throw refusal("not-found");
  };
  const identity = "{cluster: eks, podIdentity: {cluster: agents}}";
  const yaml = `bedrock: {access: workload-identity}\nkubernetes: {identity: ${identity}}`;
  const world = withoutAnswers(await testWorld(yaml, { iam: { getUser }, parameters: {} }));
  const ofKey = CHECKS.filter(({ name }) =>
    ["user-policies", "access-keys", "key-age", "api-keys", "torn-pair"].includes(name),
  );
  const outcomes = await Promise.all(ofKey.map((check) => outcomeOf(check, world)));
  expect(outcomes).toEqual(ofKey.map(() => ({ status: "SKIP", why: "Not needed: the config has no access key." })));
});

/** With the account's own way to the pair and the session. */
function withoutAnswers(world: World): World {
  const { pairIdentity, session } = new Account(world.config, { region: "us-east-1" });
  return { ...world, account: Object.assign(world.account, { pairIdentity, session }) };
}
