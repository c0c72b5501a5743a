import { oidcAnySubject as rule } from "./oidc-any-subject";
import { AUDIENCE, messagesOf, roleWith, trusting } from "./support/testing";

const by = (issuer: string, condition: object): Record<string, string> =>
  roleWith(trusting(condition, { Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` } }));

it.each<[string, Record<string, string>, string[]]>([
  [
    "finds GitLab without project",
    by("gitlab.com", { StringEquals: { "gitlab.com:aud": "https://gitlab.com" } }),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, lets in anybody who has an account there: a token of gitlab.com",
    ],
  ],
  [
    "finds GitLab with any group",
    by("gitlab.com", { StringLike: { "gitlab.com:sub": "project_path:*/app:ref_type:branch:ref:main" } }),
    ["project_path:another-tenant/app"],
  ],
  [
    "finds groups that begin alike",
    by("gitlab.com", { StringLike: { "gitlab.com:sub": "project_path:octo*" } }),
    ["error: "],
  ],
  [
    "finds HCP Terraform with any organization",
    by("app.terraform.io", {
      StringLike: { "app.terraform.io:sub": "organization:*:project:*:workspace:prod:run_phase:*" },
    }),
    ["organization:another-tenant"],
  ],
  [
    "finds an identity pool that is any",
    roleWith(
      trusting(
        { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } },
        { Principal: { Federated: "cognito-identity.amazonaws.com" } },
      ),
    ),
    ["error: "],
  ],
  [
    "warns of everybody at a company's own issuer",
    by("id.example.com", { StringEquals: { "id.example.com:aud": "aws" } }),
    ["warning: The trust policy of aws_iam_role.ci, statement 0, lets in everybody whom it serves"],
  ],
  [
    "is content with one group",
    by("gitlab.com", { StringLike: { "gitlab.com:sub": "project_path:octo/*:ref_type:branch:ref:main" } }),
    [],
  ],
  [
    "is content with one organization",
    by("app.terraform.io", {
      StringLike: { "app.terraform.io:sub": "organization:octo:project:*:workspace:*:run_phase:*" },
    }),
    [],
  ],
  [
    "is content with one pool",
    roleWith(
      trusting(
        { StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:1" } },
        { Principal: { Federated: "cognito-identity.amazonaws.com" } },
      ),
    ),
    [],
  ],
  ["leaves GitHub to its own rules", roleWith(trusting({ StringEquals: AUDIENCE })), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
