import { serviceAccountWide as rule } from "./service-account-wide";
import { CLUSTER, messagesOf, roleWith, servedBy } from "./support/testing";

const AUDIENCE = { [`${CLUSTER}:aud`]: "sts.amazonaws.com" };
const pods = (subject: string) =>
  roleWith(servedBy({ StringEquals: AUDIENCE, StringLike: { [`${CLUSTER}:sub`]: subject } }));

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports every pod",
    roleWith(servedBy({ StringEquals: AUDIENCE })),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, accepts every pod in the cluster: the service account system:serviceaccount:another-namespace:another-account gets a session.",
    ],
  ],
  ["reports patterns of every account", pods("system:serviceaccount:*:*"), ["every pod in the cluster"]],
  [
    "reports every namespace",
    pods("system:serviceaccount:*:openhands"),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, accepts pods in other namespaces: the service account system:serviceaccount:another-namespace:openhands",
    ],
  ],
  [
    "warns of namespaces whose names begin alike",
    pods("system:serviceaccount:open*:openhands"),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts pods in other namespaces: the service account system:serviceaccount:open-x:openhands",
    ],
  ],
  [
    "warns of a whole namespace",
    pods("system:serviceaccount:openhands:*"),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts every matching service account in the namespace",
    ],
  ],
  [
    "reports a condition that only excludes",
    roleWith(servedBy({ StringNotEquals: { [`${CLUSTER}:sub`]: "system:serviceaccount:kube-system:default" } })),
    ["every pod"],
  ],
  ["accepts an account in full", pods("system:serviceaccount:openhands:openhands"), []],
  [
    "recognizes other clusters by their subjects",
    roleWith({
      ...servedBy({ StringLike: { "s3.example.com/keys:sub": "system:serviceaccount:openhands:*" } }),
      Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/s3.example.com/keys" },
    }),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts every matching service account in the namespace",
    ],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
