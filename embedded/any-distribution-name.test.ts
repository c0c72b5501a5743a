import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";
import { anyDistributionName } from "./any-distribution-name";

const stackOf = (url: string) => {
  const yaml = `kubernetes: {identity: {cluster: self-hosted, issuer: {documents: cloudfront, bucket: b-b${url}}}}`;
  return synthesizeAll(testConfig(yaml, "c.yaml")).get("openhands-issuer") ?? {};
};

it("leaves out that the distribution has the config's name, and nothing else", () => {
  const named = stackOf(", url: https://d1.cloudfront.net");
  expect(JSON.stringify(named)).toContain("d1.cloudfront.net");
  const without = JSON.stringify(anyDistributionName(named));
  expect(JSON.parse(without)).toEqual(JSON.parse(JSON.stringify(stackOf(""))));
  expect(JSON.stringify(named)).toContain("d1.cloudfront.net");
});
