import { testConfig } from "../../tools/test-config";
import { verifyGrants, verifyRules } from "./verify";

const grantsOf = (yaml: string) => verifyGrants(testConfig(yaml, "openhands.yaml"));

it("reads, and nothing else, only what is ours", () => {
  const grants = grantsOf("kubernetes: {}");
  for (const action of grants.flatMap((grant) => grant.actions)) expect(action).toMatch(/^\w+:(Get|List)/);
  for (const arn of grants.flatMap(({ resources }) => resources))
    expect(arn).toMatch(/^arn:aws:[a-z]+:.*:123456789012:[^*]+$/);
});

it("does not read Bedrock's API keys where the owner has one", () => {
  const grants = grantsOf("bedrock: {apiKey: {parameter: api-key}}");
  expect(grants.flatMap((grant) => grant.actions)).not.toContain("iam:ListServiceSpecificCredentials");
  expect(grants.flatMap(({ resources }) => resources)).toContain(
    "arn:aws:ssm:ap-northeast-1:123456789012:parameter/api-key",
  );
});

it("reads a workload by its name, or finds it by its labels", () => {
  const workload = (yaml: string) => {
    const { kubernetes } = testConfig(yaml, "openhands.yaml");
    return kubernetes && verifyRules(kubernetes).find((rule) => "apiGroups" in rule && rule.apiGroups.includes("apps"));
  };
  const own = "kubernetes: {deployment: {generate: false}, awsAccess:";
  expect(workload("kubernetes: {}")).toMatchObject({
    resources: ["deployments"],
    resourceNames: ["openhands"],
    verbs: ["get"],
  });
  expect(workload(`${own} {kind: StatefulSet, name: mine}}`)).toMatchObject({
    ...{ resources: ["statefulsets"], resourceNames: ["mine"], verbs: ["get"] },
  });
  expect(workload(`${own} {labels: app=mine}}`)).toEqual(
    expect.objectContaining({ resources: ["deployments"], verbs: ["list"] }),
  );
});

it("reads the association of EKS Pod Identity, where there is one", () => {
  const ofEks = (yaml: string) =>
    grantsOf(yaml).flatMap(({ actions, resources }) =>
      actions.some((action) => action.startsWith("eks:")) ? [[actions, resources]] : [],
    );
  const identity = (more: string) => `kubernetes: {identity: {cluster: eks, ${more}}}`;
  expect(ofEks(identity("podIdentity: {cluster: agents}"))).toEqual([
    [["eks:ListPodIdentityAssociations"], ["arn:aws:eks:ap-northeast-1:123456789012:cluster/agents"]],
    [
      ["eks:DescribePodIdentityAssociation"],
      ["arn:aws:eks:ap-northeast-1:123456789012:podidentityassociation/agents/*"],
    ],
  ]);
  expect(ofEks(identity("issuer: {url: https://oidc.example.com}"))).toEqual([]);
  expect(ofEks("kubernetes: {}")).toEqual([]);
});
