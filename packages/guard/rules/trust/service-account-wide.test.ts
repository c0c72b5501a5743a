import { serviceAccountWide as rule } from "./service-account-wide";
import { CLUSTER, messagesOf, roleWith, SELF_HOSTED, servedBy } from "./support/testing";

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
    "recognizes a self-hosted cluster by the subjects of another statement",
    roleWith(
      servedBy({ StringEquals: { [`${SELF_HOSTED}:sub`]: "system:serviceaccount:openhands:openhands" } }, SELF_HOSTED),
      servedBy({ StringEquals: { [`${SELF_HOSTED}:aud`]: "sts.amazonaws.com" } }, SELF_HOSTED),
      servedBy({ StringLike: { [`${SELF_HOSTED}:sub`]: "*:openhands" } }, SELF_HOSTED),
    ),
    ["statement 1, accepts every pod in the cluster", "statement 2, accepts pods in other namespaces"],
  ],
  [
    "recognizes the beginning of a subject",
    roleWith(servedBy({ StringLike: { [`${SELF_HOSTED}:sub`]: "sys*" } }, SELF_HOSTED)),
    ["every pod in the cluster"],
  ],
  [
    "recognizes clusters of Google",
    roleWith(
      servedBy(
        { StringEquals: { "container.googleapis.com/v1/projects/p/locations/l/clusters/c:aud": "a" } },
        "container.googleapis.com/v1/projects/p/locations/l/clusters/c",
      ),
    ),
    ["every pod in the cluster"],
  ],
  [
    "leaves an issuer that may be no cluster to other rules",
    roleWith(servedBy({ StringEquals: { [`${SELF_HOSTED}:sub`]: "joe" } }, SELF_HOSTED)),
    [],
  ],
  [
    "recognizes other clusters by their subjects",
    roleWith(
      servedBy(
        { StringLike: { "s3.example.com/keys:sub": "system:serviceaccount:openhands:*" } },
        "s3.example.com/keys",
      ),
    ),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts every matching service account in the namespace",
    ],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
