import { clusterObjects } from "../../../stacks/openhands-kubernetes/objects";
import { testConfig } from "../../../tools/test-config";
import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { podIdentity } from "./pod-identity";

const config = (identity: string, more = "openhands: {family: canvas}") =>
  `${more}\nbedrock: {access: workload-identity}\nkubernetes: {identity: ${identity}}`;
const ISSUER = config("{cluster: self-hosted, issuer: {url: https://oidc.example.com}}");

/** The Deployment as exported, changed by `edit` as text. */
async function outcome(yaml: string, edit: (text: string) => string = (text) => text, there = true) {
  const { kubernetes, ...rest } = testConfig(yaml, "c.yaml");
  const objects = kubernetes ? clusterObjects({ ...rest, kubernetes }, kubernetes) : [];
  const manifest = objects.find(({ label }) => label === "deployment")?.manifest;
  const deployment = there ? JSON.parse(edit(JSON.stringify(manifest))) : undefined;
  return outcomeOf(podIdentity, await testWorld(yaml, { objects: { "deployments.apps/openhands": deployment } }));
}

it.each([
  ["Agent Canvas", ISSUER],
  [
    "1.x, whose refresher alone has the token",
    config(
      "{cluster: eks, issuer: {url: https://oidc.example.com}}",
      "openhands: {version: '1.11'}\nruntime: {refresher: {}}",
    ),
  ],
  ["0.x", config("{cluster: eks, issuer: {url: https://oidc.example.com}}", "openhands: {version: '0.62'}")],
  ["EKS Pod Identity", config("{cluster: eks, podIdentity: {cluster: agents}}")],
])("passes with what is exported for %s", async (_, yaml) =>
  expect(await outcome(yaml)).toEqual({ status: "PASS", why: "openhands runs as openhands, and has no access key." }),
);

it.each([
  [
    "another service account",
    '"serviceAccountName":"openhands"',
    '"serviceAccountName":"default"',
    /runs as the service account default; the role trusts openhands/,
  ],
  ["another role", "role/openhands-workload-role", "role/other", /No container of openhands has AWS_ROLE_ARN/],
  ["another audience", '"audience":"sts.amazonaws.com"', '"audience":"vault"', /no token for sts\.amazonaws\.com/],
  [
    "an access key beside it",
    '"name":"AWS_ROLE_ARN"',
    '"name":"AWS_ACCESS_KEY_ID","value":"AKIA"},{"name":"AWS_ROLE_ARN"',
    /has AWS_ACCESS_KEY_ID, which wins/,
  ],
])("fails with %s", async (_, from, to, why) => {
  const { status, why: said } = await outcome(ISSUER, (text) => text.replace(from, to));
  expect([status, said]).toEqual(["FAIL", expect.stringMatching(why)]);
});

it("fails without the workload, and is skipped with an access key", async () => {
  expect(await outcome(ISSUER, undefined, false)).toMatchObject({ status: "FAIL" });
  expect(await outcome("kubernetes: {}")).toMatchObject({ status: "SKIP" });
});
