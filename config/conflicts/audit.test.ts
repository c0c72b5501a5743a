import { testConfig } from "../../tools/test-config";

const OPERATOR = "externalSecrets: {role: eso}\n";
const DEPLOY = `deploy:
  build: {chained: {bucket: artifacts}}
  sync: {bucket: site-bucket}
  roles: {notes: {name: a-trail, subjects: [{branch: main}], grants: [{s3: write, bucket: notes}]}}
`;

it.each([
  [
    "a principal that is known",
    "audit: {bucket: octo-org-audit}",
    "audit.known.principals: [] must name who may read the access key from the Parameter Store",
  ],
  [
    "a bucket for the access logs",
    `${OPERATOR}audit: {bucket: octo-org-audit, dataEvents: false}`,
    "audit.accessLogBucket is required: a new bucket's name with audit.dataEvents: false",
  ],
  [
    "no access logs beside data events",
    `${OPERATOR}audit: {bucket: octo-org-audit, accessLogBucket: other}`,
    'audit.accessLogBucket: "other" must be left out with audit.dataEvents',
  ],
  [
    "a bucket that is not the data's",
    `${OPERATOR}audit: {bucket: openhands-data}`,
    'audit.bucket: "openhands-data" must be a bucket of its own, not the one of runtime.bucket',
  ],
  [
    "a bucket that is not the state's",
    `${OPERATOR}audit: {bucket: tfaction-state}`,
    "not the one of terraform.state.bucket",
  ],
  [
    "a bucket that no workflow writes to",
    `${OPERATOR}${DEPLOY}audit: {bucket: notes}`,
    "not the one of deploy.roles.notes: anyone who writes there could forge the logs",
  ],
  [
    "two buckets for two kinds of logs",
    `${OPERATOR}audit: {bucket: same, dataEvents: false, accessLogBucket: same}`,
    'audit.accessLogBucket: "same" must be a bucket of its own, not the one of audit.bucket',
  ],
  [
    "names that no other role has",
    `${OPERATOR}${DEPLOY}audit: {name: a, bucket: octo-org-audit}`,
    'audit.name: "a" must be another name: a-trail is already the name of deploy.roles.notes.name',
  ],
  [
    "names that OpenHands' own pod has not",
    `${OPERATOR}kubernetes: {identity: {cluster: eks, podIdentity: {cluster: a}, role: a-trail}}\naudit: {name: a, bucket: octo-org-audit}`,
    'audit.name: "a" must be another name: a-trail is already the name of kubernetes.identity.role',
  ],
  [
    "prices of models that it has",
    `${OPERATOR}audit: {bucket: octo-org-audit, prices: {a.b: {input: 1, output: 1}}}`,
    'audit.prices["a.b"] is not in bedrock.models',
  ],
  [
    "a range of addresses",
    `${OPERATOR}audit: {bucket: octo-org-audit, known: {addresses: [203.0.113.7]}}`,
    'audit.known.addresses[0]: "203.0.113.7" must be a range of public IPv4 addresses',
  ],
  [
    "a range from its beginning",
    `${OPERATOR}bedrock: {sourceAddresses: [203.0.113.7/24]}`,
    'bedrock.sourceAddresses[0]: "203.0.113.7/24" must begin with the first address of its range',
  ],
  [
    "days that CloudWatch accepts",
    `${OPERATOR}audit: {bucket: octo-org-audit, queryDays: 91}`,
    "audit.queryDays: 91 must be one of 1, 3, 5",
  ],
])("wants %s", (_, yaml, message) => {
  expect(() => testConfig(yaml, "c.yaml")).toThrow(message);
});

it("asks for nothing as designed, where the stack does not exist", () => {
  expect(() => testConfig("posture: as-designed\naudit: {bucket: octo-org-audit}", "c.yaml")).not.toThrow();
});
