import fc from "fast-check";
import { providerDiffers as rule } from "./provider-differs";
import { CLUSTER, GITHUB, messagesOf, roleWith, SELF_HOSTED, servedBy } from "./support/testing";

const trusted = (issuer: string, declared?: string): Record<string, string> => ({
  ...roleWith(servedBy({ StringEquals: { [`${issuer}:sub`]: "system:serviceaccount:openhands:openhands" } }, issuer)),
  ...(declared !== undefined && {
    "provider.tf": `resource "aws_iam_openid_connect_provider" "cluster" {\n  url = "https://${declared}"\n}`,
  }),
});

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports another case",
    trusted("oidc.example.com/OpenHands", SELF_HOSTED),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, trusts oidc.example.com/OpenHands, but aws_iam_openid_connect_provider.cluster is oidc.example.com/openhands: upper and lower case differ, so nobody can assume the role through this statement.",
    ],
  ],
  ["reports a slash too many", trusted(`${SELF_HOSTED}/`, SELF_HOSTED), ["it has a slash at the end"]],
  ["reports a missing slash", trusted(SELF_HOSTED, `${SELF_HOSTED}/`), ["the slash at its end is missing"]],
  ["reports a missing path", trusted("oidc.example.com", SELF_HOSTED), ["the path /openhands is missing"]],
  [
    "reports the address of a document",
    trusted(`${SELF_HOSTED}/.well-known/openid-configuration`, SELF_HOSTED),
    ["this is the address of a document of the issuer"],
  ],
  [
    "reports an EKS issuer without an id",
    trusted("oidc.eks.eu-west-1.amazonaws.com"),
    ["trusts oidc.eks.eu-west-1.amazonaws.com: the issuer of an EKS cluster ends with /id/"],
  ],
  ["reports an EKS issuer with a slash at the end", trusted(`${CLUSTER}/`), ["has no slash at the end"]],
  ["reports an EKS id in lower case", trusted(CLUSTER.toLowerCase()), ["the id of an EKS cluster is in upper case"]],
  ["accepts the declared provider", trusted(SELF_HOSTED, SELF_HOSTED), []],
  ["accepts a cluster of EKS", trusted(CLUSTER), []],
  ["accepts a provider that is declared elsewhere", trusted(SELF_HOSTED, "oidc.example.com/other"), []],
  ["accepts GitHub beside an enterprise's provider", trusted(GITHUB, `${GITHUB}/octo`), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);

it("finds every issuer that is written with another case or slash, and no other", async () => {
  const label = fc.stringMatching(/^[a-z]{1,8}$/);
  const issuer = fc
    .tuple(label, fc.array(label, { maxLength: 3 }))
    .map(([host, path]) => [`${host}.example.com`, ...path].join("/"));
  await fc.assert(
    fc.asyncProperty(issuer, issuer, async (one, other) => {
      expect(await messagesOf(rule, trusted(one, one))).toEqual([]);
      expect(await messagesOf(rule, trusted(`${one}/`, one))).toHaveLength(1);
      expect(await messagesOf(rule, trusted(one.toUpperCase(), one))).toHaveLength(1);
      const host = one.split("/", 1)[0] ?? "";
      if (one !== other && !other.startsWith(host)) expect(await messagesOf(rule, trusted(one, other))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
