import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Testing } from "cdktf";
import { NoticeTopic } from "./notice-topic";

const account = { partition: "aws", id: "123456789012" };
const synth = (emails: readonly string[]) =>
  Testing.synthScope((scope) => {
    new NoticeTopic(scope, "audit", { account, region: "us-west-2", name: "notices", emails });
  });

it("is published to by the account's own alarms and budgets", () => {
  const json = synth([]);
  expect(json).toHaveResourceWithProperties(SnsTopic, { name: "notices" });
  expect(json).toHaveResourceWithProperties(SnsTopicPolicy, {
    policy: "${data.aws_iam_policy_document.audit_topic.json}",
  });
  const { statement } = JSON.parse(json).data.aws_iam_policy_document.audit_topic;
  expect(statement).toMatchObject([
    {
      principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
      condition: [
        { variable: "aws:SourceAccount", values: ["123456789012"] },
        { variable: "aws:SourceArn", values: ["arn:aws:cloudwatch:us-west-2:123456789012:alarm:*"] },
      ],
    },
    {
      principals: [{ type: "Service", identifiers: ["budgets.amazonaws.com"] }],
      condition: [
        { variable: "aws:SourceAccount", values: ["123456789012"] },
        { variable: "aws:SourceArn", values: ["arn:aws:budgets::123456789012:*"] },
      ],
    },
    { effect: "Deny", condition: [{ variable: "aws:SecureTransport", values: ["false"] }] },
  ]);
});

it("keeps the address of each subscription when another one comes or goes", () => {
  const labels = (emails: readonly string[]) =>
    Object.keys(JSON.parse(synth(emails)).resource.aws_sns_topic_subscription ?? {});
  expect(labels([])).toEqual([]);
  expect(labels(["On.Call@example.com"])).toEqual(["audit_on_call_example_com"]);
  expect(labels(["a@example.com", "On.Call@example.com"])).toEqual([
    "audit_a_example_com",
    "audit_on_call_example_com",
  ]);
});
