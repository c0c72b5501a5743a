import { conditionKeyAbsent as rule } from "./condition-key-absent";
import { AUDIENCE, assumedBy, GITHUB, messagesOf, roleWith, SELF_HOSTED, servedBy, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports another provider's key",
    roleWith(
      trusting({ StringEquals: { "vstoken.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main" } }),
    ),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, tests vstoken.actions.githubusercontent.com:sub (StringEquals): the statement trusts token.actions.githubusercontent.com, whose keys begin with token.actions.githubusercontent.com:, so nobody can assume the role through this statement.",
    ],
  ],
  ...(
    [
      [`${SELF_HOSTED}/`, "it has a slash at the end, so nobody can assume the role"],
      ["oidc.example.com", "the path /openhands is missing, so nobody can assume the role"],
      ["oidc.example.org/openhands", `whose keys begin with ${SELF_HOSTED}:, so nobody can assume the role`],
      [`${SELF_HOSTED}/.well-known/openid-configuration`, "this is the address of a document of the issuer"],
    ] as const
  ).map(([written, expected]): [string, Record<string, string>, string[]] => [
    `reports a key that begins with ${written}`,
    roleWith(servedBy({ StringEquals: { [`${written}:sub`]: "system:serviceaccount:a:b" } }, SELF_HOSTED)),
    [expected],
  ]),
  [
    "reports a key with https://",
    roleWith(trusting({ StringLike: { [`https://${GITHUB}:sub`]: "repo:o/r:*" } })),
    ["keys are written without https://"],
  ],
  [
    "reports a claim that AWS does not know",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_visibility`]: "private" } })),
    ["AWS has no condition key for the claim repository_visibility"],
  ],
  [
    "warns of a restriction that always holds",
    roleWith(
      trusting({
        StringEqualsIfExists: { [`${GITHUB}:repository_owner`]: "o" },
        StringNotEquals: { [`${GITHUB}:event_name`]: "pull_request" },
      }),
    ),
    ["so it restricts nobody", "so it restricts nobody"],
  ],
  [
    "reports an external id for tokens",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, "sts:ExternalId": "x" } })),
    ["sts:ExternalId belongs to sts:AssumeRole"],
  ],
  [
    "reports an organization for tokens",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, "aws:PrincipalOrgID": "o-1" } })),
    ["the bearer of a token is not an AWS principal yet"],
  ],
  [
    "reports a null check that never holds",
    roleWith(trusting({ Null: { [`${GITHUB}:repository_owner`]: "false" } })),
    ["so nobody can assume the role through this statement"],
  ],
  [
    "reports a Deny that affects everyone",
    roleWith(trusting({ StringEquals: AUDIENCE }), {
      Effect: "Deny",
      Principal: "*",
      Action: "sts:*",
      Condition: { StringNotEquals: { [`${GITHUB}:repository_owner`]: "o" } },
    }),
    [
      "error: The trust policy of aws_iam_role.ci, statement 1, tests token.actions.githubusercontent.com:repository_owner (StringNotEquals): AWS has no condition key for the claim repository_owner, so it denies everyone, with no exception.",
    ],
  ],
  [
    "warns of a Deny that affects nobody",
    roleWith(trusting({ StringEquals: AUDIENCE }), {
      Effect: "Deny",
      Principal: "*",
      Action: "sts:*",
      Condition: { StringEquals: { [`${GITHUB}:event_name`]: "pull_request" } },
    }),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 1, tests token.actions.githubusercontent.com:event_name (StringEquals): AWS has no condition key for the claim event_name, so it excludes nobody.",
    ],
  ],
  [
    "accepts every claim that AWS knows, in any case",
    roleWith(
      trusting({
        StringEquals: {
          [`${GITHUB}:SUB`]: "a",
          [`${GITHUB}:aud`]: "b",
          [`${GITHUB}:actor_id`]: "1",
          [`${GITHUB}:enterprise_id`]: "1",
          [`${GITHUB}:job_workflow_ref`]: "c",
        },
      }),
    ),
    [],
  ],
  [
    "accepts keys of the request",
    roleWith(
      trusting({ StringLike: { "sts:RoleSessionName": "ci-*" }, IpAddress: { "aws:SourceIp": "192.0.2.0/24" } }),
    ),
    [],
  ],
  [
    "ignores principals of AWS",
    roleWith(
      assumedBy({ AWS: "123456789012" }, { StringEquals: { "aws:PrincipalOrgID": "o-1", "sts:ExternalId": "x" } }),
    ),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
