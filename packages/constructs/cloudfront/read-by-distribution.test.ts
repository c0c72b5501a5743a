import { readByDistribution } from "./read-by-distribution";

it("lets one distribution read the objects", () => {
  const account = { partition: "aws", id: "123456789012" };
  const arn = "arn:aws:cloudfront::123456789012:distribution/E1";
  expect(readByDistribution(account, "documents", ["a", "b/c"], arn)).toEqual({
    sid: "ReadByDistribution",
    principal: { type: "Service", arns: ["cloudfront.amazonaws.com"] },
    actions: ["s3:GetObject"],
    resources: ["arn:aws:s3:::documents/a", "arn:aws:s3:::documents/b/c"],
    conditions: [{ operator: "StringEquals", key: "aws:SourceArn", values: [arn] }],
  });
});
