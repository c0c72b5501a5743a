import { audienceRefused as rule } from "./audience-refused";
import { CLUSTER, GITHUB, messagesOf, roleWith, servedBy, trusting } from "./support/testing";

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
    "holds the audience against the provider",
    withProvider("https://github.com/octo-org", "sts.amazonaws.com"),
    [
      `error: The trust policy of aws_iam_role.ci, statement 0, wants the audience "sts.amazonaws.com"; the provider aws_iam_openid_connect_provider.github takes "https://github.com/octo-org" only.`,
    ],
  ],
  ["takes what the provider takes", withProvider("https://github.com/octo-org", "https://github.com/octo-org"), []],
  [
    "warns of what the action does not ask for",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:aud`]: "sigstore" } })),
    ["warning: "],
  ],
  [
    "warns of what the webhook does not ask for",
    roleWith(servedBy({ StringEquals: { [`${CLUSTER}:aud`]: "https://kubernetes.default.svc" } })),
    ["warning: "],
  ],
  [
    "takes the audience of China",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:aud`]: ["sts.amazonaws.com.cn"] } })),
    [],
  ],
  [
    "leaves a condition that nobody must fulfil",
    roleWith(trusting({ StringEqualsIfExists: { [`${GITHUB}:aud`]: "sigstore" } })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
