import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import { limitLength, policyDocument } from "./policy-document";
import type { Grant, ResourceStatement, Trust } from "./statement";

const grant: Grant = {
  sid: "Read",
  why: "A test reads",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::data/*"],
  conditions: [{ operator: "StringLike", key: "s3:prefix", values: ["a/*"] }],
};
const trust: Trust = {
  actions: ["sts:AssumeRoleWithWebIdentity"],
  principal: { type: "Federated", arns: ["arn:aws:iam::123456789012:oidc-provider/x"] },
};

const denied: ResourceStatement = { effect: "Deny", principal: "*", actions: ["s3:*"], resources: ["*"] };

describe("a policy document", () => {
  const json = Testing.synthScope(
    (scope) => void policyDocument(new Construct(scope, "part"), "s3", [grant, trust, denied]),
  );

  it("is one data source with its label, and one block per statement", () => {
    expect(Object.keys(JSON.parse(json).data.aws_iam_policy_document)).toEqual(["s3"]);
    expect(json).toHaveDataSourceWithProperties(DataAwsIamPolicyDocument, {
      statement: [
        {
          sid: "Read",
          effect: "Allow",
          actions: ["s3:GetObject"],
          resources: ["arn:aws:s3:::data/*"],
          condition: [{ test: "StringLike", variable: "s3:prefix", values: ["a/*"] }],
        },
        {
          effect: "Allow",
          actions: ["sts:AssumeRoleWithWebIdentity"],
          principals: [{ type: "Federated", identifiers: ["arn:aws:iam::123456789012:oidc-provider/x"] }],
        },
        {
          effect: "Deny",
          actions: ["s3:*"],
          resources: ["*"],
          principals: [{ type: "*", identifiers: ["*"] }],
        },
      ],
    });
  });
});

describe("the limit of a policy's length", () => {
  /** A stack with one policy, `around` and the resource long. */
  const stackWith = (resource: string, limit: number) => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new TerraformVariable(stack, "model", { default: "m".repeat(50) });
    const scope = new Construct(stack, "part");
    limitLength(scope, [{ why: "", actions: ["s3:GetObject"], resources: [resource] }], limit, "Shorten it.");
    return stack;
  };
  const around = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":""}]}'
    .length;

  it("accepts the longest policy", () => {
    expect(() => Testing.synth(stackWith("r".repeat(10), around + 10), true)).not.toThrow();
  });

  it("stops synthesis one character later, and says what to do", () => {
    expect(() => Testing.synth(stackWith("r".repeat(11), around + 10), true)).toThrow(
      `[stack/part] the policy is ${around + 11} characters long; AWS accepts ${around + 10}. Shorten it.`,
    );
  });

  it("counts a variable as its default", () => {
    expect(() => Testing.synth(stackWith("${var.model}", around + 50), true)).not.toThrow();
    expect(() => Testing.synth(stackWith("${var.model}", around + 49), true)).toThrow(`${around + 50} characters`);
  });

  it("counts a reference to anything else as it is written", () => {
    expect(() => Testing.synth(stackWith("${var.other}", around + 11), true)).toThrow(`${around + 12} characters`);
  });
});
