import { testWorld } from "../../tools/verify-world";
import { verifyGrants, verifyRules } from "./permissions";

const actions = async (yaml: string) => {
  const { config, expected } = await testWorld(yaml);
  return verifyGrants(config, expected);
};

it("reads, and nothing else, only what is ours", async () => {
  const grants = await actions("kubernetes: {}");
  for (const action of grants.flatMap((grant) => grant.actions)) expect(action).toMatch(/^\w+:(Get|List)/);
  for (const arn of grants.flatMap(({ resources }) => resources))
    expect(arn).toMatch(/^arn:aws:[a-z]+:.*:123456789012:[^*]+$/);
});

it("does not read Bedrock's API keys where the owner has one", async () => {
  const grants = await actions("bedrock: {apiKey: {parameter: api-key}}");
  expect(grants.flatMap((grant) => grant.actions)).not.toContain("iam:ListServiceSpecificCredentials");
  expect(grants.flatMap(({ resources }) => resources)).toContain(
    "arn:aws:ssm:ap-northeast-1:123456789012:parameter/api-key",
  );
});

it("needs nothing in a cluster that the config does not have", async () => {
  expect(verifyRules((await testWorld("")).config)).toEqual([]);
});

it("reads a workload by its name, or finds it by its labels", async () => {
  const workload = async (yaml: string) =>
    verifyRules((await testWorld(yaml)).config).find(({ apiGroups }) => apiGroups.includes("apps"));
  const own = "kubernetes: {deployment: {generate: false}, awsAccess:";
  expect(await workload("kubernetes: {}")).toMatchObject({
    resources: ["deployments"],
    resourceNames: ["openhands"],
    verbs: ["get"],
  });
  expect(await workload(`${own} {kind: StatefulSet, name: mine}}`)).toMatchObject({
    ...{ resources: ["statefulsets"], resourceNames: ["mine"], verbs: ["get"] },
  });
  expect(await workload(`${own} {labels: app=mine}}`)).toEqual(
    expect.objectContaining({ resources: ["deployments"], verbs: ["list"] }),
  );
});
