import { testConfig } from "../../tools/test-config";
import { issuerOf } from "./issuer-of";

const issuerIn = (kubernetes: object) => issuerOf(testConfig(JSON.stringify({ kubernetes }), "c.yaml"));
const url = "https://oidc.example.com/openhands";
const cluster = "self-hosted";

it("takes what the config has, and its defaults", () => {
  expect(issuerIn({ identity: { cluster, issuer: { url, bucket: "documents" } } })).toEqual({
    ...{ url, bucket: "documents", audience: "sts.amazonaws.com" },
    serviceAccount: { namespace: "openhands", name: "openhands" },
  });
  expect(
    issuerIn({ namespace: "agents", identity: { cluster, issuer: { url }, audience: "aws", serviceAccount: "agent" } }),
  ).toEqual({ url, audience: "aws", serviceAccount: { namespace: "agents", name: "agent" } });
});

it.each([
  ["cloudfront", "https://d1.cloudfront.net"],
  ["bucket", "https://b-b.s3.ap-northeast-1.amazonaws.com"],
])("knows that a stack creates the bucket with documents: %s", (documents, url) =>
  expect(issuerIn({ identity: { cluster, issuer: { documents, url, bucket: "b-b" } } })).toMatchObject({
    ofStack: true,
  }),
);

it.each<[string, object, RegExp]>([
  ["no identity", {}, /has no kubernetes.identity/],
  ["EKS", { identity: { cluster: "eks", issuer: { url } } }, /AWS publishes the issuer of an EKS cluster/],
])("refuses %s", (_, kubernetes, why) => expect(() => issuerIn(kubernetes)).toThrow(why));

it("refuses an issuer that has no URL yet, and says how to get it", () =>
  expect(() => issuerIn({ identity: { cluster, issuer: { documents: "cloudfront", bucket: "b-b" } } })).toThrow(
    /has no URL yet: apply the stack openhands-issuer/,
  ));

it("refuses a config without a cluster", () => expect(() => issuerOf({})).toThrow(/has no kubernetes.identity/));
