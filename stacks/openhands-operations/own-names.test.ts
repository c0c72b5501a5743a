import { chainOf, parsePrincipal } from "@openhands-aws/guard";
import { stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { synthesizeAll } from "../../main";
import { expectedOf } from "../../operations/verify/expected";
import { testConfig } from "../../tools/test-config";
import { ownNames } from "./own-names";
import { verifyGrants } from "./verify";

const PERSON = '{principals: ["arn:aws:iam::123456789012:user/alice"]}';
const OPERATIONS = `operations: {roles: {verify: ${PERSON}, rotate: ${PERSON}, revoke: ${PERSON}, rollback: ${PERSON}}}\n`;
const DEPLOY = `deploy:
  build: {chained: {bucket: artifacts}}
  sync: {bucket: site-bucket}
  roles: {notes: {name: notes, subjects: [{branch: main}], grants: [{s3: write, bucket: notes}]}}
`;
const USER = "arn:aws:iam::123456789012:user/service/bedrock-openhands-user";

describe.each([
  ["the default", ""],
  ["a cluster", "kubernetes: {}\n"],
  ["every stack", `${DEPLOY}externalSecrets: {role: eso}\nkubernetes: {}\naudit: {bucket: octo-org-audit}\n`],
  ["sessions by the access key", "runtime: {refresher: {}}\n"],
  ["sessions by another role", "runtime: {refresher: {principal: 'arn:aws:iam::123456789012:role/pod'}}\n"],
  ["an API key", "bedrock: {apiKey: {parameter: api-key}}\n"],
  [
    "a workload identity",
    "bedrock: {access: workload-identity}\nexternalSecrets: {role: eso}\nkubernetes: {identity: {cluster: eks, issuer: {url: https://oidc.example.com}}}\n",
  ],
  [
    "a workload identity beside the access key",
    "openhands: {version: '0.62'}\nruntime: {refresher: {}}\nbedrock: {access: workload-identity, accessKey: {keep: true}}\nkubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}}\n",
  ],
  ["a rollback", "bedrock: {rollback: true}\nkubernetes: {canvas: {}}\n"],
])("with %s", (_, yaml) => {
  const config = testConfig(yaml + OPERATIONS, "openhands.yaml");
  const model = stackModel(renderStacks(synthesizeAll(config)));

  it("names the roles and policies that the stacks create", async () => {
    const { roles, policies } = expectedOf(await model);
    const { roles: ownRoles, policies: ownPolicies } = ownNames(config);
    expect([...ownRoles].sort()).toEqual(roles.map(({ name }) => name).sort());
    expect([...ownPolicies].sort()).toEqual(policies.map(({ name }) => name).sort());
  });

  it("lets verify read what it compares: each role, policy and parameter", async () => {
    const { roles, policies, parameters } = expectedOf(await model);
    const readable = verifyGrants(config).flatMap(({ resources }) => resources);
    const parameterArn = (name: string) =>
      `arn:aws:ssm:ap-northeast-1:123456789012:parameter/${name.replace(/^\//, "")}`;
    expect(readable).toEqual(
      expect.arrayContaining([
        ...roles.map(({ arn }) => arn),
        ...policies.map(({ arn }) => arn),
        ...parameters.map(({ name }) => parameterArn(name)),
      ]),
    );
  });

  it("names the roles that the access key leads to", async () => {
    const principal = parsePrincipal(USER);
    if (!principal) throw new Error(USER);
    // Of a role that is not ours, such as the operator's, it is not known whom it trusts.
    const own = expectedOf(await model).roles.map(({ arn }) => arn);
    const chain = chainOf(await model, principal).flatMap(({ arn }) => (own.includes(arn) ? arn : []));
    const named = config.operations?.keyRoles.map((name) => `arn:aws:iam::123456789012:role/${name}`) ?? [];
    // Once it is rolled back, nothing leads there; what an earlier revoke denied there must still be lifted.
    if (!config.bedrock.rollback) expect(named).toEqual(chain);
  });
});

it("keeps the role of the sessions among those of the access key when it is rolled back", () => {
  const keyRoles = (yaml: string) => testConfig(yaml + OPERATIONS, "openhands.yaml").operations?.keyRoles;
  expect(keyRoles("kubernetes: {}\nbedrock: {rollback: true}\n")).toEqual(["openhands-session-role"]);
});
