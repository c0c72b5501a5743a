import type { Resolved } from "../../../model";
import { NOTHING_KNOWN } from "../../../text";
import { type CloudResource, memberOf } from "../cloud-resource";
import { items, type Part, part, SELF_ARN, SELF_ID } from "./part";

/** Policies, attachments and groups of a user or a group, which Terraform has apart. */
export const owned =
  (kind: "user" | "group") =>
  (resource: CloudResource): Part[] => {
    const inline = resource.property("Policies");
    const managed = resource.property("ManagedPolicyArns");
    const groups = resource.property("Groups");
    return [
      ...(inline ? items(inline) : []).map((policy, index) => ({
        type: `aws_iam_${kind}_policy`,
        suffix: `.Policies[${index}]`,
        arguments: {
          [kind]: SELF_ID,
          policy: part(inline as Resolved, memberOf(policy, "PolicyDocument") ?? NOTHING_KNOWN),
        },
      })),
      ...(managed
        ? [
            {
              type: `aws_iam_${kind}_policy_attachments_exclusive`,
              suffix: ".ManagedPolicyArns",
              arguments: { [`${kind}_name`]: SELF_ID, policy_arns: managed },
            },
          ]
        : []),
      ...(groups && kind === "user"
        ? [{ type: "aws_iam_user_group_membership", suffix: ".Groups", arguments: { user: SELF_ID, groups } }]
        : []),
    ];
  };

const HOLDERS = ["Role", "User", "Group"] as const;

/** `AWS::IAM::Policy` is an inline policy of several roles, users and groups. */
export const inlineOf = (resource: CloudResource): Part[] =>
  HOLDERS.flatMap((holder) => {
    const names = resource.property(`${holder}s`);
    const kind = holder.toLowerCase();
    const policy = resource.property("PolicyDocument");
    return names ? [{ type: `aws_iam_${kind}_policy`, arguments: { [kind]: names, policy } }] : [];
  });

export const attachedTo = (resource: CloudResource): Part[] => {
  const holders = HOLDERS.map((holder) => [`${holder.toLowerCase()}s`, resource.property(`${holder}s`)] as const);
  return holders.some(([, names]) => names)
    ? [
        {
          type: "aws_iam_policy_attachment",
          suffix: ".Attachments",
          arguments: { policy_arn: SELF_ARN, ...Object.fromEntries(holders) },
        },
      ]
    : [];
};
