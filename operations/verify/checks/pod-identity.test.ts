import { clusterObjects } from "../../../stacks/openhands-kubernetes/objects";
import { EksStub } from "../../../tools/eks-stub";
import { testConfig } from "../../../tools/test-config";
import { refusal, testWorld } from "../../../tools/verify-world";
import { ClusterError } from "../../cluster/cluster-error";
import type { Kubectl } from "../../cluster/kubectl";
import { Cluster } from "../cluster";
import { outcomeOf } from "../outcome";
import { podIdentity } from "./pod-identity";

const config = (identity: string, more = "openhands: {family: canvas}") =>
  `${more}\nbedrock: {access: workload-identity}\nkubernetes: {identity: ${identity}}`;
const ISSUER = config("{cluster: self-hosted, issuer: {url: https://oidc.example.com}}");

const EKS = config("{cluster: eks, podIdentity: {cluster: agents}}");

const ROLE = "arn:aws:iam::123456789012:role/openhands-workload-role";
const ASSOCIATED = `The EKS cluster agents associates it with ${ROLE}.`;
const OURS = { namespace: "openhands", serviceAccount: "openhands", associationId: "a-1", roleArn: ROLE };

let stub: EksStub;
beforeAll(async () => {
  stub = await EksStub.start();
});
beforeEach(() => {
  stub.clusters = { agents: [OURS] };
});
afterAll(() => stub.stop());

/** Of the account, where there is access to it. */
const account = {
  caller: async () => ({ Account: "123456789012", Arn: "me", $metadata: {} }),
  eks: () => stub.client(),
};

/** The Deployment as exported, changed by `edit` as text, and its pods. */
async function outcome(
  yaml: string,
  edit: (text: string) => string = (text) => text,
  there = true,
  pods: object[] = [],
  said: Parameters<typeof testWorld>[1] = {},
) {
  const { kubernetes, ...rest } = testConfig(yaml, "c.yaml");
  const exported = kubernetes ? clusterObjects({ ...rest, kubernetes }, kubernetes) : [];
  const manifest = exported.find(({ label }) => label === "deployment")?.manifest;
  const deployment = there ? JSON.parse(edit(JSON.stringify(manifest))) : undefined;
  const objects = { "deployments.apps/openhands": deployment, pods };
  return outcomeOf(podIdentity, await testWorld(yaml, { account, objects, ...said }));
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
  ])("passes %s", async (_, pods) =>
    expect(await outcome(EKS, undefined, true, pods)).toEqual({
      status: "PASS",
      why: `openhands runs as openhands, and has no access key. ${ASSOCIATED}`,
    }),
  );

  const other = "arn:aws:iam::123456789012:role/other";
  const wrong = `The association a-1 gives pods the role ${other}, not ${ROLE}. Apply the stack openhands.`;

  it("fails with the association alone, and with both", async () => {
    stub.clusters = { agents: [{ ...OURS, roleArn: other }] };
    expect(await outcome(EKS)).toEqual({ status: "FAIL", why: wrong });
    expect(await outcome(EKS, undefined, false)).toEqual({
      status: "FAIL",
      why: `The workload of OpenHands does not exist in the namespace openhands. Apply manifests/. ${wrong}`,
    });
  });

  describe("without a cluster in reach", () => {
    const reach = async () => {
      throw new ClusterError("unreachable", "kubectl get: refused.");
    };
    const kubectl = { reach } as unknown as Kubectl;
    const cluster = new Cluster(testConfig(EKS, "c.yaml"), kubectl);

    it("is skipped, although the association is right", async () =>
      expect(await outcome(EKS, undefined, true, [], { over: { cluster } })).toEqual({
        status: "SKIP",
        why: "The cluster cannot be reached: kubectl get: refused.",
      }));

    it("fails where the association is wrong", async () => {
      stub.clusters = { agents: [{ ...OURS, roleArn: other }] };
      expect(await outcome(EKS, undefined, true, [], { over: { cluster } })).toEqual({ status: "FAIL", why: wrong });
    });
  });

  describe("without access to AWS", () => {
    const caller = async () => {
      throw refusal("unreachable");
    };
    const said = { account: { caller } };

    it("is skipped, although the workload is right", async () =>
      expect(await outcome(EKS, undefined, true, [], said)).toEqual({
        status: "SKIP",
        why: "There is no access to AWS (check aws-access).",
      }));

    it("fails where the workload is wrong", async () =>
      expect(await outcome(EKS, undefined, false, [], said)).toMatchObject({ status: "FAIL" }));

    it("asks EKS nothing with the credentials of another account", async () => {
      const elsewhere = async () => ({ Account: "999999999999", Arn: "me", $metadata: {} });
      expect(await outcome(EKS, undefined, true, [], { account: { ...account, caller: elsewhere } })).toMatchObject({
        status: "SKIP",
      });
    });
  });

  it("looks at the association as soon as it is exported, before the pods use it", async () => {
    const both = "kubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}}";
    expect(await outcome(both)).toEqual({ status: "PASS", why: ASSOCIATED });
    stub.clusters = { agents: [] };
    expect(await outcome(both)).toMatchObject({ status: "FAIL" });
  });

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
      why: `EKS gives no session to openhands-2: AWS_CONTAINER_CREDENTIALS_FULL_URI is missing, as where there was no association when the pod was created. Restart it once ${LIST} finds one.`,
    }));
});
