import type { PodIdentityAssociation } from "@aws-sdk/client-eks";
import { EksStub } from "../../tools/eks-stub";
import { testWorld } from "../../tools/verify-world";
import { association } from "./association";
import { outcomeOf } from "./outcome";

const CONFIG =
  "bedrock: {access: workload-identity}\nkubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}}";
const ROLE = "arn:aws:iam::123456789012:role/openhands-workload-role";
const OURS: PodIdentityAssociation = {
  ...{ clusterName: "agents", namespace: "openhands", serviceAccount: "openhands" },
  ...{ associationId: "a-1", roleArn: ROLE, disableSessionTags: false },
};
const DELETE = "aws eks delete-pod-identity-association --cluster-name agents --association-id a-1.";

let stub: EksStub;
beforeEach(async () => {
  stub = await EksStub.start();
  stub.clusters = { agents: [OURS] };
});
afterEach(() => stub.stop());

const outcome = async (yaml = CONFIG) =>
  outcomeOf(association, await testWorld(yaml, { account: { eks: () => stub.client() } }));

it("passes with what is exported, and asks for no more", async () => {
  expect(await outcome()).toEqual({ status: "PASS", why: `The EKS cluster agents associates it with ${ROLE}.` });
  expect(stub.asked).toEqual([
    "/clusters/agents/pod-identity-associations?namespace=openhands&serviceAccount=openhands",
    "/clusters/agents/pod-identity-associations/a-1",
  ]);
});

it("is about the config's own cluster, namespace, service account and role", async () => {
  const yaml = `bedrock: {access: workload-identity}
kubernetes:
  namespace: agents
  identity: {cluster: eks, podIdentity: {cluster: own}, role: own-role, serviceAccount: own-account}`;
  const roleArn = "arn:aws:iam::123456789012:role/own-role";
  stub.clusters = { own: [{ ...OURS, namespace: "agents", serviceAccount: "own-account", roleArn }] };
  expect(await outcome(yaml)).toMatchObject({ status: "PASS" });
});

it("reads the list to its end", async () => {
  stub.page = 1;
  const other = (name: string) => ({ ...OURS, serviceAccount: `openhands-${name}`, associationId: name });
  stub.clusters = { agents: [other("a"), other("b"), OURS] };
  expect(await outcome()).toMatchObject({ status: "PASS" });
  expect(stub.asked.filter((path) => path.includes("nextToken="))).toHaveLength(2);
});

const NONE =
  "The EKS cluster agents has no association for the service account openhands in the namespace openhands: its pods get no session. Apply the stack openhands, then restart the pods.";

it.each<[string, readonly PodIdentityAssociation[], string]>([
  ["no association", [], NONE],
  ["another namespace's", [{ ...OURS, namespace: "openhands-2" }], NONE],
  ["another service account's", [{ ...OURS, serviceAccount: "openhands-2" }], NONE],
  [
    "another role",
    [{ ...OURS, roleArn: "arn:aws:iam::123456789012:role/other" }],
    `The association a-1 gives pods the role arn:aws:iam::123456789012:role/other, not ${ROLE}. Apply the stack openhands.`,
  ],
  [
    "the same role of another account",
    [{ ...OURS, roleArn: ROLE.replace("123456789012", "999999999999") }],
    `The association a-1 gives pods the role arn:aws:iam::999999999999:role/openhands-workload-role, not ${ROLE}. Apply the stack openhands.`,
  ],
  [
    "a target role",
    [{ ...OURS, targetRoleArn: "arn:aws:iam::999999999999:role/target", externalId: "agents/a-1" }],
    `The association a-1 has the target role arn:aws:iam::999999999999:role/target, whose sessions pods get in place of ${ROLE}. Delete it, apply the stack openhands, then restart the pods: ${DELETE}`,
  ],
  [
    "no session tags",
    [{ ...OURS, disableSessionTags: true }],
    `The association a-1 gives sessions no tags, by which the role's trust knows the service account. Delete it, apply the stack openhands, then restart the pods: ${DELETE}`,
  ],
  [
    "a policy",
    [{ ...OURS, policy: '{"Version":"2012-10-17","Statement":[]}' }],
    `The association a-1 has a policy, which limits the sessions more than exported. Delete it, apply the stack openhands, then restart the pods: ${DELETE}`,
  ],
  [
    "an add-on as its owner",
    [{ ...OURS, ownerArn: "arn:aws:eks:us-west-2:123456789012:addon/agents/own/1" }],
    "The association a-1 belongs to the add-on arn:aws:eks:us-west-2:123456789012:addon/agents/own/1. Remove it there, then apply the stack openhands.",
  ],
])("fails with %s", async (_, agents, why) => {
  stub.clusters = { agents };
  expect(await outcome()).toEqual({ status: "FAIL", why });
});

it("says all that is wrong at once", async () => {
  stub.clusters = { agents: [{ ...OURS, roleArn: undefined, disableSessionTags: true }] };
  expect((await outcome()).why).toMatch(/gives pods the role none, not .* gives sessions no tags/);
});

it("says that there is no such cluster in the region", async () => {
  stub.clusters = { other: [OURS] };
  expect(await outcome()).toEqual({
    status: "FAIL",
    why: "There is no EKS cluster agents in ap-northeast-1. Correct kubernetes.identity.podIdentity.cluster or aws.region: aws eks list-clusters --region ap-northeast-1 lists those that there are.",
  });
});

it("takes an association that is gone by the time it is read for none", async () => {
  stub.refusal = { path: /a-1$/, status: 404, error: "ResourceNotFoundException" };
  expect(await outcome()).toEqual({ status: "FAIL", why: NONE });
});

const RIGHTS = "The stack openhands-operations has this right for operations.roles.verify: apply it.";

it.each([
  [
    "AWS denies the list",
    { path: /associations$/, status: 403, error: "AccessDeniedException" },
    `AWS denies eks:ListPodIdentityAssociations (AccessDeniedException): Refused. ${RIGHTS}`,
  ],
  [
    "AWS denies the association",
    { path: /a-1$/, status: 403, error: "AccessDeniedException" },
    `AWS denies eks:DescribePodIdentityAssociation (AccessDeniedException): Refused. ${RIGHTS}`,
  ],
  [
    "AWS does not know the credentials",
    { path: /./, status: 403, error: "UnrecognizedClientException" },
    "AWS rejects the credentials of eks:ListPodIdentityAssociations (UnrecognizedClientException): they are wrong, inactive or have expired.",
  ],
  [
    "AWS takes no such name",
    { path: /./, status: 400, error: "InvalidParameterException" },
    "eks:ListPodIdentityAssociations failed: InvalidParameterException (HTTP 400): Refused.",
  ],
  [
    "EKS has an internal error",
    { path: /a-1$/, status: 500, error: "ServerException" },
    "eks:DescribePodIdentityAssociation failed after 3 attempts: ServerException (HTTP 500): Refused.",
  ],
])("fails where %s", async (_, refusal, why) => {
  stub.refusal = refusal;
  expect(await outcome()).toEqual({ status: "FAIL", why });
});

it("has nothing to look at without Pod Identity", async () => {
  expect(await outcome("kubernetes: {}")).toMatchObject({ status: "SKIP" });
  expect(stub.asked).toEqual([]);
});
