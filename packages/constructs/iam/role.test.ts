import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import { Role, type RoleProps } from "./role";
import type { Trust } from "./statement";

const trustOf = (...arns: string[]): Trust => ({ actions: ["sts:AssumeRole"], principal: { type: "AWS", arns } });
const someone = trustOf("arn:aws:iam::123456789012:role/someone");
const roleIn = (scope: Construct, props: Partial<RoleProps> = {}) =>
  new Role(scope, "reader", { name: "Reader", trust: [someone], ...props });

it("is a role and its trust policy, with the addresses of its id", () => {
  const json = Testing.synthScope((scope) => void roleIn(scope));
  expect(json).toHaveResourceWithProperties(IamRole, {
    name: "Reader",
    assume_role_policy: "${data.aws_iam_policy_document.reader_trust.json}",
  });
  expect(json).toHaveDataSourceWithProperties(DataAwsIamPolicyDocument, {
    statement: [
      {
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "AWS", identifiers: ["arn:aws:iam::123456789012:role/someone"] }],
      },
    ],
  });
  const { resource, data } = JSON.parse(json);
  expect(Object.keys(resource.aws_iam_role)).toEqual(["reader"]);
  expect(Object.keys(data.aws_iam_policy_document)).toEqual(["reader_trust"]);
});

it("leaves the longest session to AWS unless it is given", () => {
  const roleOf = (props: Partial<RoleProps>) =>
    JSON.parse(Testing.synthScope((scope) => void roleIn(scope, props))).resource.aws_iam_role.reader;
  expect(roleOf({})).not.toHaveProperty("max_session_duration");
  expect(roleOf({ maxSessionSeconds: 7200 })).toMatchObject({ max_session_duration: 7200 });
});

it("gives its name, ARN and itself as references", () => {
  const json = JSON.parse(
    Testing.synthScope((scope) => {
      const role = roleIn(scope);
      new TerraformOutput(scope, "name", { value: role.name });
      new TerraformOutput(scope, "arn", { value: role.arn });
      new Role(scope, "next", { name: "Next", trust: [someone], dependsOn: [role.resource] });
    }),
  );
  expect(json.output).toMatchObject({
    name: { value: "${aws_iam_role.reader.name}" },
    arn: { value: "${aws_iam_role.reader.arn}" },
  });
  expect(json.resource.aws_iam_role.next.depends_on).toEqual(["aws_iam_role.reader"]);
});

describe("a trust policy's length", () => {
  const synth = (arnLength: number, trustPolicyQuota?: number) => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new AwsProvider(stack, "aws");
    roleIn(stack, { trust: [trustOf("a".repeat(arnLength))], trustPolicyQuota });
    return () => Testing.synth(stack, true);
  };
  const around =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":""},"Action":"sts:AssumeRole"}]}'.length;

  it("is at most 2,048 characters by default", () => {
    expect(synth(2048 - around)).not.toThrow();
    expect(synth(2049 - around)).toThrow(
      "[stack/reader] the policy is 2049 characters long; AWS accepts 2048. Use fewer subjects, or have the quota L-C07B4B0D raised and set aws.trustPolicyQuota.",
    );
  });

  it("is at most the account's quota where that was raised", () => {
    expect(synth(4096 - around, 4096)).not.toThrow();
    expect(synth(4097 - around, 4096)).toThrow("4097 characters long; AWS accepts 4096");
  });
});
