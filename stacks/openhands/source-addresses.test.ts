import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";

const YAML = `
runtime: {refresher: {}}
bedrock: {sourceAddresses: [203.0.113.0/24]}
`;
const FROM = { test: "IpAddress", variable: "aws:SourceIp", values: ["203.0.113.0/24"] };

interface Document {
  readonly statement: readonly { readonly condition?: readonly object[] }[];
}
const documentsOf = (yaml: string) => {
  const json = synthesizeAll(testConfig(yaml, "openhands.yaml")).get("openhands") as {
    data: { aws_iam_policy_document: Record<string, Document> };
  };
  return json.data.aws_iam_policy_document;
};

it("limits every statement of every policy of the Bedrock user", () => {
  const documents = documentsOf(YAML);
  for (const policy of ["bedrock_policy", "openhands_refresher"])
    for (const { condition } of documents[policy]?.statement ?? []) expect(condition).toContainEqual(FROM);
  expect(documents.bedrock_policy?.statement.length).toBeGreaterThan(1);
  expect(documents.openhands_refresher?.statement).toHaveLength(1);
});

it("limits the API key, too", () => {
  const { bedrock_api_key: policy } = documentsOf(`
runtime: {refresher: false}
bedrock: {sourceAddresses: [203.0.113.0/24], apiKey: {parameter: /bedrock/api-key}}
`);
  expect(policy?.statement).toEqual([expect.objectContaining({ condition: expect.arrayContaining([FROM]) })]);
});

it("limits nobody else", () => {
  const { bedrock_policy, openhands_refresher, ...others } = documentsOf(YAML);
  expect(JSON.stringify(others)).not.toContain("aws:SourceIp");
});

it("changes nothing without addresses", () => {
  expect(JSON.stringify(documentsOf("runtime: {refresher: {}}"))).not.toContain("aws:SourceIp");
});
