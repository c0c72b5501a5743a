import { UNKNOWN as U } from "../../text";
import { readTerraform } from "..";

const GROUPS = "http://acs.amazonaws.com/groups/global";
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" },
});

it.each<[string, object, string]>([
  ["aws_s3_bucket", { bucket: "b", policy: POLICY }, "arn:aws:s3:::b"],
  ["aws_s3_bucket_policy", { bucket: "b", policy: POLICY }, "arn:aws:s3:::b"],
  ["aws_ecr_repository_policy", { repository: "e", policy: POLICY }, `arn:aws:ecr:eu-west-1:123456789012:repository/e`],
  ["aws_ecr_registry_policy", { policy: POLICY }, `arn:aws:ecr:eu-west-1:123456789012:repository/*`],
  ["aws_kms_key", { policy: POLICY }, `arn:aws:kms:eu-west-1:123456789012:key/${U}`],
  [
    "aws_kms_key_policy",
    { key_id: "${aws_kms_key.k.id}", policy: POLICY },
    `arn:aws:kms:eu-west-1:123456789012:key/${U}`,
  ],
  ["aws_sns_topic_policy", { arn: "${aws_sns_topic.t.arn}", policy: POLICY }, "arn:aws:sns:eu-west-1:123456789012:t"],
  [
    "aws_sqs_queue_policy",
    { queue_url: "${aws_sqs_queue.q.id}", policy: POLICY },
    "arn:aws:sqs:eu-west-1:123456789012:q",
  ],
  [
    "aws_sqs_queue_policy",
    { queue_url: "https://sqs.eu-west-2.amazonaws.com/111122223333/z", policy: POLICY },
    "arn:aws:sqs:eu-west-2:111122223333:z",
  ],
  [
    "aws_secretsmanager_secret_policy",
    { secret_arn: "${aws_secretsmanager_secret.s.arn}", policy: POLICY },
    `arn:aws:secretsmanager:eu-west-1:123456789012:secret:s-${U}`,
  ],
  ["aws_cloudwatch_event_bus_policy", { policy: POLICY }, "arn:aws:events:eu-west-1:123456789012:event-bus/default"],
])("%s %j", async (type, body, arn) => {
  const resource = {
    aws_kms_key: { k: {} },
    aws_sns_topic: { t: { name: "t" } },
    aws_sqs_queue: { q: { name: "q" } },
    aws_secretsmanager_secret: { s: { name: "s" } },
    [type]: { x: body },
  };
  const provider = { aws: { region: "eu-west-1", allowed_account_ids: ["123456789012"] } };
  const { resourcePolicies, unknowns } = await readTerraform([
    { path: "main.tf.json", text: JSON.stringify({ resource, provider }) },
  ]);
  expect(resourcePolicies).toMatchObject([
    { address: `${type}.x`, resource: arn, document: { complete: true, statements: [{ effect: "Allow" }] } },
  ]);
  expect(unknowns).toEqual([]);
});

it("reads the permission of a function as the statement that AWS creates", async () => {
  const permission = {
    action: "lambda:InvokeFunction",
    function_name: "f",
    principal: "events.amazonaws.com",
    source_arn: "arn:aws:events:eu-west-1:123456789012:rule/r",
  };
  const text = JSON.stringify({ resource: { aws_lambda_permission: { x: permission } } });
  const { resourcePolicies } = await readTerraform([{ path: "main.tf.json", text }]);
  expect(resourcePolicies[0]?.document.statements).toMatchObject([
    {
      principals: { members: [{ type: "Service", id: "events.amazonaws.com" }] },
      actions: { patterns: ["lambda:InvokeFunction"] },
      conditions: [{ operator: "ArnLike", key: "AWS:SourceArn", values: [permission.source_arn] }],
    },
  ]);
});

it.each<[string, object, string]>([
  ["aws_s3_bucket_acl", { bucket: "b", acl: "${var.v}" }, "acl"],
  ["aws_s3_bucket", { bucket: "b", grant: [{ type: "Group", uri: "${var.v}", permissions: ["READ"] }] }, "acl"],
  ["aws_s3_bucket", { bucket: "b", grant: "${var.v}" }, "acl"],
  ["aws_s3_bucket", { bucket: "b", grant: [{ uri: `${GROUPS}/AllUsers`, permissions: ["${var.v}"] }] }, "acl"],
  ["aws_lambda_function_url", { function_name: "f", authorization_type: "${var.v}" }, "authorization_type"],
])("does not take %s %j for closed where it is not known", async (type, body, argument) => {
  const text = JSON.stringify({ variable: { v: {} }, resource: { [type]: { x: body } } });
  const { resourcePolicies, unknowns } = await readTerraform([{ path: "main.tf.json", text }]);
  expect(resourcePolicies.map(({ document }) => document)).toMatchObject([{ complete: false, statements: [] }]);
  expect(unknowns).toMatchObject([{ about: "resource-policy", what: argument, why: "variable v has no default" }]);
});

it.each<[string, object]>([
  ["aws_s3_bucket_acl", { bucket: "b", acl: "private" }],
  ["aws_s3_bucket", { bucket: "b", grant: [{ type: "CanonicalUser", id: "${var.v}", permissions: ["READ"] }] }],
  [
    "aws_s3_bucket",
    { bucket: "b", grant: [{ uri: `${GROUPS.replace("global", "s3")}/LogDelivery`, permissions: ["READ"] }] },
  ],
  ["aws_lambda_function_url", { function_name: "f", authorization_type: "AWS_IAM" }],
])("takes %s %j for closed", async (type, body) => {
  const text = JSON.stringify({ variable: { v: {} }, resource: { [type]: { x: body } } });
  const { resourcePolicies, unknowns } = await readTerraform([{ path: "main.tf.json", text }]);
  expect([resourcePolicies, unknowns]).toEqual([[], []]);
});

it("reads who may call a function as a service, also where its name is not fully known", async () => {
  const permission = { action: "lambda:InvokeFunction", function_name: "f", principal: "${var.v}.amazonaws.com" };
  const text = JSON.stringify({ variable: { v: {} }, resource: { aws_lambda_permission: { x: permission } } });
  const { resourcePolicies } = await readTerraform([{ path: "main.tf.json", text }]);
  expect(resourcePolicies[0]?.document.statements[0]?.principals?.members).toEqual([
    { type: "Service", id: `${U}.amazonaws.com` },
  ]);
});
