import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Account, topicArn } from "../iam/arn";
import { policyDocument } from "../iam/policy-document";
import { reference } from "../iam/reference";
import type { ResourceStatement } from "../iam/statement";
import { pinned } from "../pinned";

export interface NoticeTopicProps {
  /** The account that the topic belongs to. */
  readonly account: Account;
  /** The topic's region. */
  readonly region: string;
  /** Unique in the account's region. A change replaces the topic. */
  readonly name: string;
  /** E-mail addresses; AWS asks each to confirm. */
  readonly emails: readonly string[];
}

/**
 * `aws_sns_topic.<id>`, to which only the account's own alarms and budgets publish. It is not encrypted with a key of its
 * own: CloudWatch cannot use AWS's key for SNS, and a notice holds names and numbers only.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export class NoticeTopic extends Construct {
  readonly #topic: SnsTopic;
  readonly #policy: SnsTopicPolicy;

  constructor(scope: Construct, id: string, { account, region, name, emails }: NoticeTopicProps) {
    super(scope, id);
    this.#topic = pinned(new SnsTopic(this, "topic", { name }), id);
    const own = topicArn(account, region, name);
    const policy = policyDocument(this, `${id}_topic`, [
      publish("PublishAlarms", "cloudwatch", own, account, `cloudwatch:${region}:${account.id}:alarm:*`),
      publish("PublishBudgets", "budgets", own, account, `budgets::${account.id}:*`),
      requireTls(own),
    ]).json;
    this.#policy = pinned(new SnsTopicPolicy(this, "policy", { arn: this.arn, policy }), id);
    for (const [index, endpoint] of emails.entries())
      pinned(
        new SnsTopicSubscription(this, `email-${index}`, { topicArn: this.arn, protocol: "email", endpoint }),
        `${id}_${labelOf(endpoint)}`,
      );
  }

  get arn(): string {
    return reference(this.#topic, "arn");
  }

  /** For `dependsOn` of what publishes through the topic's policy. */
  get policy(): ITerraformDependable {
    return this.#policy;
  }
}

const publish = (
  sid: string,
  service: string,
  topic: string,
  { partition, id }: Account,
  source: string,
): ResourceStatement => ({
  sid,
  principal: { type: "Service", arns: [`${service}.amazonaws.com`] },
  actions: ["sns:Publish"],
  resources: [topic],
  conditions: [
    { operator: "StringEquals", key: "aws:SourceAccount", values: [id] },
    { operator: "ArnLike", key: "aws:SourceArn", values: [`arn:${partition}:${source}`] },
  ],
});

const requireTls = (topic: string): ResourceStatement => ({
  sid: "RequireTls",
  effect: "Deny",
  principal: "*",
  actions: ["sns:Publish"],
  resources: [topic],
  conditions: [{ operator: "Bool", key: "aws:SecureTransport", values: ["false"] }],
});

/** The order of the addresses must not matter: a label that counts them would move subscriptions, and each move asks again. */
const labelOf = (email: string) => email.toLowerCase().replace(/[^a-z0-9]+/g, "_");
