import { clusterObjects } from "../../../stacks/openhands-kubernetes/objects";
import { testConfig } from "../../../tools/test-config";
import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { podIdentity } from "./pod-identity";

const config = (identity: string, more = "openhands: {family: canvas}") =>
  `${more}\nbedrock: {access: workload-identity}\nkubernetes: {identity: ${identity}}`;
const ISSUER = config("{cluster: self-hosted, issuer: {url: https://oidc.example.com}}");

const EKS = config("{cluster: eks, podIdentity: {cluster: agents}}");

/** The Deployment as exported, changed by `edit` as text, and its pods. */
async function outcome(
  yaml: string,
  edit: (text: string) => string = (text) => text,
  there = true,
  pods: object[] = [],
) {
  const { kubernetes, ...rest } = testConfig(yaml, "c.yaml");
  const objects = kubernetes ? clusterObjects({ ...rest, kubernetes }, kubernetes) : [];
  const manifest = objects.find(({ label }) => label === "deployment")?.manifest;
  const deployment = there ? JSON.parse(edit(JSON.stringify(manifest))) : undefined;
  return outcomeOf(podIdentity, await testWorld(yaml, { objects: { "deployments.apps/openhands": deployment, pods } }));
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

describe("with EKS Pod Identity", () => {
  const pod = (name: string, ...variables: string[]) => ({
    metadata: { name },
    spec: { containers: [{ name: "openhands", env: variables.map((variable) => ({ name: variable })) }] },
  });
  const withSession = pod("openhands-1", "AWS_CONTAINER_CREDENTIALS_FULL_URI");
  const LIST =
    "aws eks list-pod-identity-associations --cluster-name agents --namespace openhands --service-account openhands";

  it.each([
    ["as exported", []],
    ["with a pod that EKS gives a session", [withSession]],
  ])("says that it does not read the association: %s", async (_, pods) =>
    expect(await outcome(EKS, undefined, true, pods)).toEqual({
      status: "SKIP",
      why: `openhands runs as openhands, and has no access key. The association is not read: ${LIST} must find one, and describe-pod-identity-association must name the role openhands-workload-role.`,
    }),
  );

  it.each([
    ["AWS_ROLE_ARN", "AWS_ROLE_ARN, which wins"],
    ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE, which wins"],
    ['AWS_ROLE_ARN"},{"name":"AWS_WEB_IDENTITY_TOKEN_FILE', "AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, which win"],
  ])("fails with what SDKs prefer to it: %s", async (left, said) =>
    expect(await outcome(EKS, (text) => text.replace(/"containers":.*?"env":\[/, `$&{"name":"${left}"},`))).toEqual({
      status: "FAIL",
      why: `openhands of openhands has ${said} over EKS Pod Identity. Apply manifests/.`,
    }),
  );

  it("fails with the Deployment of another kind of cluster", async () => {
    const { kubernetes, ...rest } = testConfig(ISSUER, "c.yaml");
    const objects = kubernetes ? clusterObjects({ ...rest, kubernetes }, kubernetes) : [];
    const manifest = objects.find(({ label }) => label === "deployment")?.manifest;
    expect(await outcome(EKS, () => JSON.stringify(manifest))).toMatchObject({
      status: "FAIL",
      why: expect.stringContaining("AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE"),
    });
  });

  it("fails with a pod that was created without an association", async () =>
    expect(await outcome(EKS, undefined, true, [withSession, pod("openhands-2")])).toEqual({
      status: "FAIL",
      why: `EKS gives no session to openhands-2: AWS_CONTAINER_CREDENTIALS_FULL_URI is missing, as where there was no association when the pod was created. Apply the stack openhands, see that ${LIST} finds one, then restart the pod.`,
    }));
});
