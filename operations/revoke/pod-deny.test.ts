import fc from "fast-check";
import { testConfig } from "../../tools/test-config";
import type { Deny } from "./deny";
import { podDeny, podOf, tokenStep } from "./pod-deny";

const pod = {
  role: "openhands-workload-role",
  arn: "arn:aws:iam::123456789012:role/openhands-workload-role",
  tokenSeconds: 3600,
  stop: "To stop it at once, remove the trust of the role openhands-workload-role.",
};
const NOW = new Date("2026-11-28T10:00:00Z");
const ago = (seconds: number, state: Deny["state"]): Deny => ({
  instant: new Date(NOW.getTime() - seconds * 1000),
  state,
});
const SOON = new Date("2026-11-28T10:00:10Z");

it("is about the role of the config's identity", () => {
  const issuer = "kubernetes: {identity: {cluster: eks, issuer: {url: https://oidc.example.com}}}";
  expect(podOf(testConfig(issuer, "c.yaml"))).toEqual(pod);
  expect(podOf(testConfig("kubernetes: {}", "c.yaml"))).toBeUndefined();
});

it("knows that a token of EKS Pod Identity works for a day, and what stops it", () => {
  const identity = "{cluster: eks, podIdentity: {cluster: agents}, serviceAccount: app, tokenSeconds: 600}";
  expect(podOf(testConfig(`kubernetes: {identity: ${identity}}`, "c.yaml"))).toEqual({
    ...{ role: pod.role, arn: pod.arn, tokenSeconds: 24 * 60 * 60 },
    stop: "To stop it at once, delete the association: aws eks delete-pod-identity-association --cluster-name agents --association-id ID, with the ID from aws eks list-pod-identity-associations --cluster-name agents --namespace openhands --service-account app. The next apply creates it again.",
  });
});

it.each<[string, Deny | undefined, Deny]>([
  ["begins open: a token may still be exchanged", undefined, { instant: SOON, state: "open" }],
  ["changes nothing while one may be", ago(3599, "open"), ago(3599, "open")],
  ["moves the instant once all have expired, for the last time", ago(3600, "open"), { instant: SOON, state: "final" }],
  ["changes nothing after that", ago(3599, "final"), ago(3599, "final")],
  ["begins again for another incident", ago(3600, "final"), { instant: SOON, state: "open" }],
])("%s", (_, present, deny) => expect(podDeny(present, pod, NOW)).toEqual(deny));

it("never lets a session from before an earlier run back in", () => {
  const seconds = fc.integer({ min: 0, max: 10_000 });
  fc.assert(
    fc.property(seconds, fc.constantFrom("open" as const, "final" as const), (before, state) => {
      const present = ago(before, state);
      expect(podDeny(present, pod, NOW).instant.getTime()).toBeGreaterThanOrEqual(present.instant.getTime());
    }),
  );
});

it("says until when a token works, and when none does any more", async () => {
  expect(await tokenStep(ago(0, "open"), pod).look()).toMatchObject({
    state: "skip",
    why: expect.stringMatching(
      /until 2026-11-28T11:00:00Z at most: run this again after that\. To stop it at once, remove.*restart them/,
    ),
  });
  expect(await tokenStep(ago(0, "final"), pod).look()).toMatchObject({ state: "done" });
});
