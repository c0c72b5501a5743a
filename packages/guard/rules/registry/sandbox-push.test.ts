import { judged } from "../../support/testing";
import { sandboxPush as rule } from "./sandbox-push";

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const assumedBy = (arn: string) => document({ Action: "sts:AssumeRole", Principal: { AWS: arn } });
const federated = (issuer: string, sub: string) =>
  document({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
    Condition: { StringEquals: { [`${issuer}:sub`]: sub } },
  });
const WORKFLOW = federated("token.actions.githubusercontent.com", "repo:boxp/arch:ref:refs/heads/main");
const PUSH = document({
  Action: ["ecr:PutImage", "ecr:UploadLayerPart"],
  Resource: "arn:aws:ecr:us-east-1:123456789012:repository/app",
});
const PULL = document({ Action: "ecr:BatchGetImage", Resource: "*" });
const ASSUME = document({ Action: "sts:AssumeRole", Resource: "*" });
const ARN = (name: string) => `arn:aws:iam::123456789012:${name}`;

interface Declared {
  readonly trust: string;
  readonly policy?: string;
  readonly managed?: string;
}
/** Roles, and a user `bot` with an access key. */
const text = (roles: Readonly<Record<string, Declared>>, bot?: string) => {
  const entries = Object.entries(roles);
  const inline = entries.flatMap(([name, { policy }]) => (policy ? [[name, { role: name, policy }]] : []));
  const managed = entries.flatMap(([role, { managed: policy_arn }]) =>
    policy_arn ? [[role, { role, policy_arn }]] : [],
  );
  return JSON.stringify({
    provider: { aws: { region: "us-east-1", allowed_account_ids: ["123456789012"] } },
    resource: {
      aws_iam_role: Object.fromEntries(entries.map(([name, { trust }]) => [name, { name, assume_role_policy: trust }])),
      aws_iam_role_policy: Object.fromEntries(inline),
      aws_iam_role_policy_attachment: Object.fromEntries(managed),
      aws_iam_user: { bot: { name: "bot" } },
      aws_iam_access_key: { bot: { user: "bot" } },
      ...(bot && { aws_iam_user_policy: { bot: { user: "bot", policy: bot } } }),
    },
  });
};

it.each([
  [
    "a user that the trust names",
    text({ push: { trust: assumedBy(ARN("user/bot")), policy: PUSH } }),
    "user bot may assume it",
  ],
  [
    "a user that is not declared here",
    text({ push: { trust: assumedBy(ARN("user/x/agent")), policy: PUSH } }),
    "user agent may assume it",
  ],
  [
    "a user through the permissions of the account",
    text({ push: { trust: assumedBy(ARN("root")), policy: PUSH } }, ASSUME),
    "user bot may assume it",
  ],
  [
    "a service account",
    text({
      push: {
        trust: federated("oidc.eks.us-east-1.amazonaws.com/id/A", "system:serviceaccount:openhands:app"),
        policy: PUSH,
      },
    }),
    "a pod may assume it",
  ],
  [
    "a service account of any cluster",
    text({ push: { trust: federated("oidc.example.com", "system:serviceaccount:a:b"), policy: PUSH } }),
    "a pod may assume it",
  ],
  [
    "a pod identity",
    text({
      push: {
        trust: document({
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Principal: { Service: "pods.eks.amazonaws.com" },
        }),
        policy: PUSH,
      },
    }),
    "a pod may assume it",
  ],
  [
    "a chain",
    text({
      first: { trust: assumedBy(ARN("user/bot")), policy: ASSUME },
      push: { trust: assumedBy(ARN("role/first")), policy: PUSH },
    }),
    "user bot may assume it through role first",
  ],
  [
    "a user, with an AWS managed policy",
    text({
      push: {
        trust: assumedBy(ARN("user/bot")),
        managed: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser",
      },
    }),
    "user bot may assume it",
  ],
])("finds a pushing role for %s", async (_, input, way) => {
  expect(await judged(rule, input)).toEqual([
    `warning aws_iam_role.push: Role push may push images (ecr:PutImage), and ${way}.`,
  ]);
});

it.each([
  ["a workflow", text({ push: { trust: WORKFLOW, policy: PUSH } })],
  [
    "a role that a workflow assumes",
    text({ build: { trust: WORKFLOW, policy: ASSUME }, push: { trust: assumedBy(ARN("role/build")), policy: PUSH } }),
  ],
  ["an account without a key that may assume it", text({ push: { trust: assumedBy(ARN("root")), policy: PUSH } })],
  [
    "a service that builds",
    text({
      push: {
        trust: document({ Action: "sts:AssumeRole", Principal: { Service: "codebuild.amazonaws.com" } }),
        policy: PUSH,
      },
    }),
  ],
])("accepts a pushing role for %s", async (_, input) => expect(await judged(rule, input)).toEqual([]));

it("accepts a role for a user that may only pull", async () => {
  expect(await judged(rule, text({ pull: { trust: assumedBy(ARN("user/bot")), policy: PULL } }))).toEqual([]);
});
