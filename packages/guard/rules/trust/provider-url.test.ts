import { providerUrl as rule } from "./provider-url";
import { messagesOf } from "./support/testing";

const provider = (url: string): Record<string, string> => ({
  "main.tf": `resource "aws_iam_openid_connect_provider" "this" {
    url            = "${url}"
    client_id_list = ["sts.amazonaws.com"]
  }`,
});

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports http://token.actions.githubusercontent.com",
    provider("http://token.actions.githubusercontent.com"),
    ["an issuer begins with https://"],
  ],
  [
    "reports https://vstoken.actions.githubusercontent.com",
    provider("https://vstoken.actions.githubusercontent.com"),
    ["GitHub's tokens are issued by token.actions.githubusercontent.com"],
  ],
  [
    "reports https://token.actions.githubusercontent.com/",
    provider("https://token.actions.githubusercontent.com/"),
    ["GitHub's issuer has no slash at the end"],
  ],
  [
    "reports https://token.actions.githubusercontent.com/.well-known/openid-configuration",
    provider("https://token.actions.githubusercontent.com/.well-known/openid-configuration"),
    ["this is the address of the issuer's configuration"],
  ],
  ["reports a port", provider("https://oidc.example.com:6443/a"), ["AWS accepts no issuer with a port"]],
  ["reports a query", provider("https://oidc.example.com/a?b"), ["neither a query nor a fragment"]],
  [
    "reports the keys' address",
    provider("https://oidc.example.com/openid/v1/jwks"),
    ["the address of the issuer's keys"],
  ],
  [
    "reports an EKS issuer without its path",
    provider("https://oidc.eks.eu-west-1.amazonaws.com"),
    ["the issuer of an EKS cluster ends with /id/ and the cluster's own id"],
  ],
  [
    "reports an EKS issuer in lower case",
    provider("https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789abcdef0123456789abcdef"),
    ["the id of an EKS cluster is in upper case"],
  ],
  [
    "accepts an EKS issuer",
    provider("https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"),
    [],
  ],
  ["accepts a self-hosted issuer", provider("https://oidc.example.com/openhands"), []],
  ["reports https://github.com", provider("https://github.com"), ["GitHub's tokens are issued by"]],
  ["accepts https://token.actions.githubusercontent.com", provider("https://token.actions.githubusercontent.com"), []],
  [
    "accepts https://token.actions.githubusercontent.com/octo",
    provider("https://token.actions.githubusercontent.com/octo"),
    [],
  ],
  ["accepts https://gitlab.com", provider("https://gitlab.com"), []],
  ["accepts https://example.auth0.com/", provider("https://example.auth0.com/"), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
