import { testWorld } from "../../../tools/verify-world";
import { ClusterError } from "../../cluster/cluster-error";
import type { Kubectl } from "../../cluster/kubectl";
import { Cluster } from "../cluster";
import { outcomeOf } from "../outcome";
import { clusterAccess } from "./cluster-access";

const outcome = async (yaml: string, reach: () => Promise<void>) => {
  const world = await testWorld(yaml);
  return outcomeOf(clusterAccess, { ...world, cluster: new Cluster(world.config, { reach } as Kubectl) });
};
const refused = (error: Error) => () => Promise.reject(error);

it("passes where the cluster answers", async () =>
  expect(await outcome("kubernetes: {}", async () => undefined)).toEqual({
    status: "PASS",
    why: "The cluster answers.",
  }));

it("is skipped without a cluster in the config, which then is not asked", async () =>
  expect(await outcome("", refused(new TypeError("asked")))).toEqual({
    status: "SKIP",
    why: "The config has no section kubernetes.",
  }));

it.each([
  ["unreachable", "SKIP", "The cluster cannot be reached: kubectl get: It is so."],
  ["denied", "SKIP", "The cluster cannot be reached: kubectl get: It is so."],
  ["failed", "SKIP", "The cluster cannot be reached: kubectl get: It is so."],
  ["unreadable", "FAIL", "The kubeconfig cannot be read: kubectl get: It is so."],
] as const)("%s: %s", async (kind, status, why) =>
  expect(await outcome("kubernetes: {}", refused(new ClusterError(kind, "kubectl get: It is so.")))).toEqual({
    status,
    why,
  }),
);

it("does not take a fault of its own for an outcome", async () =>
  await expect(outcome("kubernetes: {}", refused(new TypeError("a fault")))).rejects.toThrow("a fault"));
