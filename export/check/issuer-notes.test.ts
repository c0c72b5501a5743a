import { testConfig } from "../../tools/test-config";
import { issuerNotes } from "./issuer-notes";

const notesOf = (issuer: string, cluster = "self-hosted") =>
  issuerNotes(testConfig(`kubernetes: {identity: {cluster: ${cluster}, issuer: {${issuer}}}}`, "c.yaml"), "c.yaml");
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

it("says what to do where the URL is not known yet", () => {
  expect(notesOf("documents: cloudfront, bucket: b-b")).toMatchObject([
    {
      ...{ rule: "issuer-to-name", severity: "warning", address: "kubernetes.identity.issuer.url", file: "c.yaml" },
      fix: expect.stringContaining("Apply the stack openhands-issuer"),
    },
  ]);
});

it("says that there is nothing else yet where the URL is not known and there is no access key", () => {
  const yaml =
    "bedrock: {access: workload-identity}\nkubernetes: {identity: {cluster: self-hosted, issuer: {documents: cloudfront, bucket: b-b}}}";
  expect(issuerNotes(testConfig(yaml, "c.yaml"), "c.yaml")).toMatchObject([
    { rule: "issuer-to-name", message: expect.stringContaining("no other stack, manifest or workflow is written") },
  ]);
});

it.each([
  [
    "documents: cloudfront, bucket: b-b, url: https://d1.cloudfront.net",
    "d1.cloudfront.net is the own name of a distr",
  ],
  ["documents: bucket, bucket: b-b, url: https://b-b.s3.ap-northeast-1.amazonaws.com/a", "is the own name of a bucket"],
  ["url: https://b-b.s3.us-west-2.amazonaws.com", "b-b.s3.us-west-2.amazonaws.com is the own name of a bucket"],
])("warns that {%s} is for ever", (issuer, message) => {
  expect(notesOf(issuer)).toMatchObject([
    { rule: "issuer-for-ever", severity: "info", message: expect.stringContaining(message) },
  ]);
});

describe("where External Secrets logs in with a service account's token", () => {
  const notes = (identity: string, store: string) => {
    const yaml = `externalSecrets: {role: external-secrets}\nkubernetes: {identity: {${identity}}, secretStore: {${store}}}`;
    return issuerNotes(testConfig(yaml, "c.yaml"), "c.yaml");
  };
  const PODS = "cluster: eks, podIdentity: {cluster: agents}";

  it("says that EKS Pod Identity gives it no role", () => {
    expect(notes(PODS, "auth: {serviceAccount: {}}")).toMatchObject([
      {
        ...{ rule: "store-needs-issuer", severity: "info", address: "kubernetes.secretStore.auth.serviceAccount" },
        message: expect.stringContaining("external-secrets/external-secrets"),
      },
    ]);
  });

  it.each([
    ["with an issuer", "cluster: self-hosted, issuer: {url: https://oidc.example.com}", "auth: {serviceAccount: {}}"],
    ["with the operator's own identity", PODS, "auth: {role: true}"],
    ["with a store of the owner's", PODS, "generate: false"],
  ])("has nothing to say %s", (_, identity, store) => expect(notes(identity, store)).toEqual([]));
});

it("has nothing to say of a name of the owner's, nor of EKS'", () => {
  expect(
    notesOf(`documents: cloudfront, bucket: b-b, url: https://o.example.com, certificate: "${CERTIFICATE}"`),
  ).toEqual([]);
  expect(notesOf("url: https://oidc.example.com")).toEqual([]);
  expect(notesOf("url: https://oidc.eks.us-west-2.amazonaws.com/id/EXAMPLE", "eks")).toEqual([]);
});
