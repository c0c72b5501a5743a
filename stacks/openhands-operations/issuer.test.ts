import { testConfig } from "../../tools/test-config";
import { issuerGrants, issuerRules } from "./issuer";

const configOf = (issuer: string) =>
  testConfig(
    `kubernetes: {identity: {cluster: self-hosted, issuer: {bucket: octo-issuer, ${issuer}}}}`,
    "openhands.yaml",
  );

it("reads and writes the two documents of a bucket that is the account's, and nothing else", () => {
  const conditions = [{ operator: "StringEquals", key: "aws:ResourceAccount", values: ["123456789012"] }];
  expect(issuerGrants(configOf("url: https://oidc.example.com/a"))).toMatchObject([
    {
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [
        "arn:aws:s3:::octo-issuer/a/.well-known/openid-configuration",
        "arn:aws:s3:::octo-issuer/a/openid/v1/jwks",
      ],
      conditions,
    },
    { actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::octo-issuer"], conditions },
  ]);
});

it("requests tokens of one service account only, once the issuer has a URL", () => {
  const tokens = (issuer: string) => {
    const { kubernetes } = configOf(issuer);
    return kubernetes && issuerRules(kubernetes).filter(({ namespace }) => namespace !== undefined);
  };
  expect(tokens("url: https://oidc.example.com")).toEqual([
    {
      ...{ namespace: "openhands", apiGroups: [""], resources: ["serviceaccounts/token"] },
      ...{ resourceNames: ["openhands"], verbs: ["create"] },
    },
  ]);
  expect(tokens("documents: cloudfront")).toEqual([]);
});
