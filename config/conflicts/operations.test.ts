import { testConfig } from "../../tools/test-config";

const PERSON = 'principals: ["arn:aws:iam::123456789012:user/alice"]';
const roles = (text: string) => `operations: {roles: {${text}}}`;
const verify = (more: string) => roles(`verify: {${PERSON}, ${more}}`);

it.each([
  ["someone who can assume the role", roles("revoke: {}"), "operations.roles.revoke: {"],
  [
    "someone who can assume the role",
    roles("verify: {principals: []}"),
    "must have principals or subjects, otherwise nobody can assume the role",
  ],
  ["a verb", roles(""), "operations.roles: {} must have at least one of verify, rotate, revoke, rollback, issuer"],
  ["roles", "operations: {}", "operations.roles is required: a mapping of verify, rotate, revoke, rollback, issuer"],
  ["a verb that it knows", roles(`rotat: {${PERSON}}`), "operations.roles.rotat is not a key of operations.roles"],
  [
    "a principal by its ARN",
    roles("verify: {principals: [alice]}"),
    'operations.roles.verify.principals[0]: "alice" must be the ARN of a role or user without wildcards',
  ],
  [
    "principals one by one",
    roles('verify: {principals: ["arn:aws:iam::123456789012:role/*"]}'),
    "must be the ARN of a role or user without wildcards",
  ],
  [
    "a repository that is listed",
    roles("rotate: {subjects: [{repositories: [a/b], branch: main}]}"),
    'operations.roles.rotate.subjects[0].repositories[0]: "a/b" is not in github.repositories',
  ],
  [
    "no cluster for revoke",
    roles(`revoke: {${PERSON}, cluster: [{user: alice}]}`),
    "operations.roles.revoke.cluster is not a key of operations.roles.revoke",
  ],
  [
    "a cluster for rights in it",
    verify("cluster: [{user: alice}]"),
    "operations.roles.verify.cluster: [ { user: 'alice' } ] needs the section kubernetes",
  ],
  [
    "someone else than the user whose key may be leaked",
    roles('revoke: {principals: ["arn:aws:iam::123456789012:user/service/bedrock-openhands-user"]}'),
    "must be someone else than bedrock.user: anyone who gets hold of OpenHands' credentials could use revoke",
  ],
  [
    "someone else than OpenHands' own pod",
    `kubernetes: {identity: {cluster: eks, podIdentity: {cluster: a}}}\n${roles('verify: {principals: ["arn:aws:iam::123456789012:role/openhands-workload-role"]}')}`,
    "must be someone else than kubernetes.identity.role",
  ],
  [
    "someone else than OpenHands",
    roles('verify: {principals: ["arn:aws:iam::123456789012:role/openhands-runtime-role"]}'),
    "must be someone else than runtime.role",
  ],
  [
    "someone else than a session of OpenHands",
    `runtime: {refresher: {}}\n${roles('verify: {principals: ["arn:aws:iam::123456789012:role/openhands-session-role"]}')}`,
    "must be someone else than runtime.refresher.role",
  ],
  [
    "one subject an entry",
    verify("cluster: [{user: a, group: b}]"),
    "must have exactly one of user, group, serviceAccount",
  ],
  [
    "a bucket for issuer publish",
    roles(`issuer: {${PERSON}}`),
    "operations.roles.issuer needs kubernetes.identity.issuer.bucket: without a bucket, issuer publish writes nothing to AWS",
  ],
  ["a subject", verify("cluster: [{namespace: a}]"), "must have exactly one of user, group, serviceAccount"],
  [
    "a service account's namespace",
    verify("cluster: [{serviceAccount: a}]"),
    "must have namespace if it has serviceAccount",
  ],
  [
    "a group that does not hold everyone",
    verify('cluster: [{group: "system:authenticated"}]'),
    "must be a name that does not begin with system:, which is reserved for the cluster",
  ],
  [
    "names that no other role has",
    `${roles(`verify: {${PERSON}, name: X}, rotate: {${PERSON}, name: x}`)}`,
    'operations.roles.rotate.name: "x" is already the name of operations.roles.verify.name',
  ],
  [
    "a name that the runtime does not have",
    `runtime: {role: openhands-verify}\n${roles(`verify: {${PERSON}}`)}`,
    'operations.roles.verify.name: "openhands-verify" is already the name of runtime.role',
  ],
  [
    "a name that no policy has",
    roles(`verify: {${PERSON}, name: openhands-s3-access}`),
    "is already the name of runtime.s3Policy.name",
  ],
  [
    "a role that is not the operator's",
    `externalSecrets: {role: openhands-verify}\n${roles(`verify: {${PERSON}}`)}`,
    "must be a role that only the operator uses, not operations.roles.verify.name",
  ],
  [
    "a name that the trail does not have",
    `externalSecrets: {role: eso}\naudit: {name: a, bucket: octo-org-audit}\n${roles(`verify: {${PERSON}, name: a-trail}`)}`,
    "a-trail is already the name of operations.roles.verify.name",
  ],
])("wants %s", (_, yaml, message) => {
  expect(() => testConfig(yaml, "c.yaml")).toThrow(message);
});

it("names each role after its verb", () => {
  const verbs = ["verify", "rotate", "revoke", "rollback", "issuer"];
  const yaml = `kubernetes: {identity: {cluster: self-hosted, issuer: {url: https://oidc.example.com, bucket: b-b}}}\n${roles(
    verbs.map((verb) => `${verb}: {${PERSON}}`).join(", "),
  )}`;
  expect(Object.values(testConfig(yaml, "c.yaml").operations?.roles ?? {}).map(({ name }) => name)).toEqual([
    "openhands-verify",
    "openhands-rotate",
    "openhands-revoke",
    "openhands-rollback",
    "openhands-issuer",
  ]);
});

it("has none as designed, where the stack does not exist", () => {
  expect(testConfig(`posture: as-designed\n${verify("name: v")}`, "c.yaml").operations).toBeUndefined();
});
