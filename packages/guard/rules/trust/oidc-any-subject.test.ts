import { oidcAnySubject as rule } from "./oidc-any-subject";
import { AUDIENCE, messagesOf, roleWith, SELF_HOSTED, servedBy, trusting } from "./support/testing";

const by = (issuer: string, condition: object): Record<string, string> =>
  roleWith(trusting(condition, { Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` } }));

const SENTINEL = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
it.each<[issuer: string, condition: object]>([
  ["agent.buildkite.com", { StringLike: { "agent.buildkite.com:sub": "organization:*:pipeline:deploy:*" } }],
  ["api.pulumi.com/oidc", { StringLike: { "api.pulumi.com/oidc:sub": "pulumi:deploy:*" } }],
  ["oidc.codefresh.io", { StringLike: { "oidc.codefresh.io:sub": "account:*:pipeline:*" } }],
  ["oidc.vercel.com", { StringLike: { "oidc.vercel.com:sub": "owner:*:project:app:environment:production" } }],
  ["proidc.upbound.io", { StringLike: { "proidc.upbound.io:sub": "mcp:*" } }],
  ["sandboxes.cloud", { StringLike: { "sandboxes.cloud:aud": "*" } }],
  ["scalr.io", { StringLike: { "scalr.io:sub": "account:*:environment:production:workspace:app" } }],
  ["studio.datachain.ai/api", { StringLike: { "studio.datachain.ai/api:sub": "credentials:*" } }],
  ["tokens.cloud.shisho.dev", { StringLike: { "tokens.cloud.shisho.dev:sub": "job:*" } }],
  [
    "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb",
    {
      StringLike: {
        "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb:sub": "system:serviceaccount:*:t8c-operator",
      },
    },
  ],
])("knows that %s serves everyone", async (issuer, condition) => {
  for (const one of [condition, {}])
    expect(await messagesOf(rule, by(issuer, one))).toEqual([
      expect.stringContaining(`accepts anyone with an account at ${issuer}: `),
    ]);
});

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports GitLab without a project",
    by("gitlab.com", { StringEquals: { "gitlab.com:aud": "https://gitlab.com" } }),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, accepts anyone with an account at gitlab.com: a token with sub",
    ],
  ],
  [
    "reports GitLab with any group",
    by("gitlab.com", { StringLike: { "gitlab.com:sub": "project_path:*/app:ref_type:branch:ref:main" } }),
    ["project_path:another-tenant/app"],
  ],
  [
    "reports groups whose names begin alike",
    by("gitlab.com", { StringLike: { "gitlab.com:sub": "project_path:octo*" } }),
    ["project_path:octo-x"],
  ],
  [
    "reports HCP Terraform with any organization",
    by("app.terraform.io", {
      StringLike: { "app.terraform.io:sub": "organization:*:project:*:workspace:prod:run_phase:*" },
    }),
    ["organization:another-tenant"],
  ],
  [
    "reports any identity pool",
    roleWith(
      trusting(
        { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } },
        { Principal: { Federated: "cognito-identity.amazonaws.com" } },
      ),
    ),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, accepts anyone with an account at cognito-identity.amazonaws.com",
    ],
  ],
  [
    "warns of everyone at a company's own issuer",
    by("id.example.com", { StringEquals: { "id.example.com:aud": "aws" } }),
    ["warning: The trust policy of aws_iam_role.ci, statement 0, accepts everyone whom id.example.com serves"],
  ],
  [
    "accepts one group",
    by("gitlab.com", { StringLike: { "gitlab.com:sub": "project_path:octo/*:ref_type:branch:ref:main" } }),
    [],
  ],
  [
    "accepts one organization",
    by("app.terraform.io", {
      StringLike: { "app.terraform.io:sub": "organization:octo:project:*:workspace:*:run_phase:*" },
    }),
    [],
  ],
  [
    "accepts one pool",
    roleWith(
      trusting(
        { StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:1" } },
        { Principal: { Federated: "cognito-identity.amazonaws.com" } },
      ),
    ),
    [],
  ],
  [
    "reports any enterprise's audit log",
    by("oidc-configuration.audit-log.githubusercontent.com", {
      StringLike: { "oidc-configuration.audit-log.githubusercontent.com:sub": "https://github.com/*" },
    }),
    ["https://github.com/another-tenant"],
  ],
  [
    "accepts one enterprise",
    by("oidc-configuration.audit-log.githubusercontent.com", {
      StringEquals: { "oidc-configuration.audit-log.githubusercontent.com:sub": "https://github.com/octo" },
    }),
    [],
  ],
  [
    "reports any workspace of Sentinel",
    by(SENTINEL, { StringEquals: { [`${SENTINEL}:aud`]: "api://x" } }),
    [`accepts anyone with an account at ${SENTINEL}: a token`],
  ],
  [
    "reports any workspace of Sentinel that a wildcard leaves open",
    by(SENTINEL, { StringLike: { "sts:RoleSessionName": "MicrosoftSentinel_*" } }),
    [`accepts anyone with an account at ${SENTINEL}: a token`],
  ],
  [
    "accepts one workspace of Sentinel",
    by(SENTINEL, { StringEquals: { "sts:RoleSessionName": "MicrosoftSentinel_1f2e3d4c" } }),
    [],
  ],
  [
    "reports Google without a client",
    roleWith(
      trusting({ StringLike: { "accounts.google.com:sub": "*" } }, { Principal: { Federated: "accounts.google.com" } }),
    ),
    ["accepts anyone with an account at accounts.google.com"],
  ],
  [
    "accepts the client of one app",
    roleWith(
      trusting(
        { StringEquals: { "accounts.google.com:aud": "66677788899900pro0" } },
        { Principal: { Federated: "accounts.google.com" } },
      ),
    ),
    [],
  ],
  [
    "accepts one app of Amazon",
    roleWith(
      trusting(
        { StringEquals: { "www.amazon.com:app_id": "amzn1.application-oa2-client.1" } },
        { Principal: { Federated: "www.amazon.com" } },
      ),
    ),
    [],
  ],
  [
    "warns of subjects that begin as anyone likes",
    roleWith(servedBy({ StringLike: { [`${SELF_HOSTED}:sub`]: "*:openhands" } }, SELF_HOSTED)),
    [
      `warning: The trust policy of aws_iam_role.ci, statement 0, accepts everyone whom ${SELF_HOSTED} serves: a token with sub "x:openhands"`,
    ],
  ],
  [
    "leaves clusters to their own rule",
    roleWith(
      servedBy({ StringEquals: { [`${SELF_HOSTED}:sub`]: "system:serviceaccount:a:b" } }, SELF_HOSTED),
      servedBy({}, SELF_HOSTED),
    ),
    [],
  ],
  ["leaves GitHub to its own rules", roleWith(trusting({ StringEquals: AUDIENCE })), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
