import { issuerOf } from "./issuer-of";

const url = "https://oidc.example.com/openhands";
const kubernetes = { namespace: "openhands", deployment: { name: "openhands" } };
const withIdentity = (identity: object) => ({
  kubernetes: { ...kubernetes, identity: { cluster: "self-hosted", ...identity } },
});

it("takes what the config has, and its defaults", () => {
  expect(issuerOf(withIdentity({ issuer: { url, bucket: "documents" } }))).toEqual({
    ...{ url, bucket: "documents", audience: "sts.amazonaws.com" },
    serviceAccount: { namespace: "openhands", name: "openhands" },
  });
  const own = withIdentity({ issuer: { url }, audience: "aws", serviceAccount: "agent" });
  expect(issuerOf(own)).toEqual({ url, audience: "aws", serviceAccount: { namespace: "openhands", name: "agent" } });
});

it.each<[string, object, RegExp]>([
  ["no cluster", {}, /has no kubernetes.identity/],
  ["no identity", { kubernetes }, /has no kubernetes.identity/],
  ["EKS", withIdentity({ cluster: "eks", issuer: { url } }), /AWS publishes the issuer of an EKS cluster/],
  ["no URL yet", withIdentity({ issuer: { bucket: "documents" } }), /has no URL yet: apply the stack/],
])("refuses %s", (_, config, why) => expect(() => issuerOf(config)).toThrow(why));
