import { serviceAccountWide as rule } from "./service-account-wide";
import { CLUSTER, messagesOf, roleWith, servedBy } from "./support/testing";

const AUDIENCE = { [`${CLUSTER}:aud`]: "sts.amazonaws.com" };
const pods = (subject: string) =>
  roleWith(servedBy({ StringEquals: AUDIENCE, StringLike: { [`${CLUSTER}:sub`]: subject } }));

it.each<[string, Record<string, string>, string[]]>([
  [
    "finds every pod",
    roleWith(servedBy({ StringEquals: AUDIENCE })),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, lets in every pod of the cluster: the service account system:serviceaccount:another-namespace:another-account gets a session.",
    ],
  ],
  ["finds patterns of every account", pods("system:serviceaccount:*:*"), ["every pod of the cluster"]],
  [
    "finds every namespace",
    pods("system:serviceaccount:*:openhands"),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, lets in pods of other namespaces: the service account system:serviceaccount:another-namespace:openhands",
    ],
  ],
  ["warns of namespaces that begin alike", pods("system:serviceaccount:open*:openhands"), ["warning: "]],
  [
    "warns of a whole namespace",
    pods("system:serviceaccount:openhands:*"),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, lets in every service account of the namespace that fits",
    ],
  ],
  [
    "finds a condition that only excludes",
    roleWith(servedBy({ StringNotEquals: { [`${CLUSTER}:sub`]: "system:serviceaccount:kube-system:default" } })),
    ["every pod"],
  ],
  ["is content with an account in full", pods("system:serviceaccount:openhands:openhands"), []],
  [
    "knows other clusters by their subjects",
    roleWith({
      ...servedBy({ StringLike: { "s3.example.com/keys:sub": "system:serviceaccount:openhands:*" } }),
      Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/s3.example.com/keys" },
    }),
    ["warning: "],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
