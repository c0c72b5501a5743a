import { invocationDelivery, invocationTrust, writeInvocations } from "./invocation-logging";

const account = { partition: "aws", id: "123456789012" };
const OWN = [
  { operator: "StringEquals", key: "aws:SourceAccount", values: ["123456789012"] },
  { operator: "ArnLike", key: "aws:SourceArn", values: ["arn:aws:bedrock:us-west-2:123456789012:*"] },
];

it("delivers this account's invocations into their folder of the bucket", () => {
  expect(invocationDelivery(account, "us-west-2", "logs")).toMatchObject({
    principal: { type: "Service", arns: ["bedrock.amazonaws.com"] },
    actions: ["s3:PutObject"],
    resources: ["arn:aws:s3:::logs/AWSLogs/123456789012/BedrockModelInvocationLogs/*"],
    conditions: OWN,
  });
});

it("lets Bedrock assume the role for this account only", () => {
  expect(invocationTrust(account, "us-west-2")).toMatchObject({ actions: ["sts:AssumeRole"], conditions: OWN });
});

it("writes into Bedrock's own stream", () => {
  expect(writeInvocations(account, "us-west-2", "/logs", "A test")).toMatchObject([
    { resources: ["arn:aws:logs:us-west-2:123456789012:log-group:/logs:log-stream:aws/bedrock/modelinvocations"] },
  ]);
});
