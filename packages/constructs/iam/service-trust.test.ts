import { serviceTrust } from "./service-trust";

it("names the service, and on whose behalf it may assume the role", () => {
  const conditions = [{ operator: "StringEquals" as const, key: "aws:SourceAccount", values: ["123456789012"] }];
  expect(serviceTrust("bedrock.amazonaws.com", conditions)).toEqual({
    actions: ["sts:AssumeRole"],
    principal: { type: "Service", arns: ["bedrock.amazonaws.com"] },
    conditions,
  });
});

it("has no conditions for a service that supports none", () => {
  expect(serviceTrust("cloudtrail.amazonaws.com")).not.toHaveProperty("conditions");
});
