import { serviceActionsMissing as rule } from "./service-actions-missing";
import { assumedBy, messagesOf, roleWith } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a pod identity that may not tag",
    roleWith(assumedBy({ Service: "pods.eks.amazonaws.com" })),
    [
      `error: The trust policy of aws_iam_role.ci allows pods.eks.amazonaws.com to call sts:AssumeRole but not "sts:TagSession".`,
    ],
  ],
  [
    "reports certificates that may not set a source identity",
    roleWith(assumedBy({ Service: "rolesanywhere.amazonaws.com" }, undefined, ["sts:AssumeRole", "sts:TagSession"])),
    [`"sts:SetSourceIdentity"`],
  ],
  [
    "accepts all actions, in two statements",
    roleWith(
      assumedBy({ Service: "pods.eks.amazonaws.com" }),
      assumedBy({ Service: "pods.eks.amazonaws.com" }, undefined, "sts:TagSession"),
    ),
    [],
  ],
  [
    "accepts conditions on tags",
    roleWith(
      assumedBy(
        { Service: "pods.eks.amazonaws.com" },
        { StringEquals: { "aws:RequestTag/kubernetes-namespace": "a" } },
        ["sts:AssumeRole", "sts:TagSession"],
      ),
    ),
    [],
  ],
  ["ignores other services", roleWith(assumedBy({ Service: "ec2.amazonaws.com" })), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
