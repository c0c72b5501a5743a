import { testConfig } from "../tools/test-config";
import { requireNamedIssuer } from "./require-named-issuer";

const config = (access: string, url = "") =>
  testConfig(
    `bedrock: {access: ${access}}\nkubernetes: {identity: {cluster: self-hosted, issuer: {documents: cloudfront, bucket: b-b${url}}}}`,
    "c.yaml",
  );

it("needs the issuer's URL only where nothing else gives access", () => {
  expect(() => requireNamedIssuer(config("workload-identity"))).toThrow(/has no url yet.* Apply it, write https:/);
  expect(() => requireNamedIssuer(config("workload-identity", ", url: https://d1.cloudfront.net"))).not.toThrow();
  expect(() => requireNamedIssuer(config("access-key"))).not.toThrow();
});
