import { audienceRefused as rule } from "./audience-refused";
import { CLUSTER, GITHUB, messagesOf, roleWith, SELF_HOSTED, servedBy, trusting } from "./support/testing";

const withProvider = (listed: string, wanted: string): Record<string, string> => ({
  ...roleWith(trusting({ StringEquals: { [`${GITHUB}:aud`]: wanted } })),
  "provider.tf": `
    resource "aws_iam_openid_connect_provider" "github" {
      url            = "https://${GITHUB}"
      client_id_list = ["${listed}"]
    }`,
});

it.each<[string, Record<string, string>, string[]]>([
  [
    "compares the audience with those of the provider",
    withProvider("https://github.com/octo-org", "sts.amazonaws.com"),
    [
      `error: The trust policy of aws_iam_role.ci, statement 0, requires the audience "sts.amazonaws.com", but the provider aws_iam_openid_connect_provider.github accepts only "https://github.com/octo-org".`,
    ],
  ],
  [
    "accepts an audience of the provider",
    withProvider("https://github.com/octo-org", "https://github.com/octo-org"),
    [],
  ],
  [
    "warns of what the action does not ask for",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:aud`]: "sigstore" } })),
    [
      'warning: The trust policy of aws_iam_role.ci, statement 0, requires the audience "sigstore", but tokens are issued for sts.amazonaws.com unless a job asks for another.',
    ],
  ],
  [
    "warns of what the webhook does not ask for",
    roleWith(servedBy({ StringEquals: { [`${CLUSTER}:aud`]: "https://kubernetes.default.svc" } })),
    ['requires the audience "https://kubernetes.default.svc", but tokens are issued for sts.amazonaws.com'],
  ],
  [
    "reports a wildcard that is taken literally",
    roleWith(servedBy({ StringEquals: { [`${SELF_HOSTED}:aud`]: "sts*" } }, SELF_HOSTED)),
    [
      'error: The trust policy of aws_iam_role.ci, statement 0, requires the audience "sts*", but StringEquals compares * and ? literally.',
    ],
  ],
  [
    "accepts an audience of one's own",
    roleWith(servedBy({ StringEquals: { [`${SELF_HOSTED}:aud`]: "openhands" } }, SELF_HOSTED)),
    [],
  ],
  ["accepts a pattern", roleWith(servedBy({ StringLike: { [`${SELF_HOSTED}:aud`]: "sts*" } }, SELF_HOSTED)), []],
  [
    "accepts the audience of the China partition",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:aud`]: ["sts.amazonaws.com.cn"] } })),
    [],
  ],
  [
    "ignores a condition that is not required",
    roleWith(trusting({ StringEqualsIfExists: { [`${GITHUB}:aud`]: "sigstore" } })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
