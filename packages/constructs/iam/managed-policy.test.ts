import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import { ManagedPolicy } from "./managed-policy";
import type { Grant } from "./statement";

const grant: Grant = {
  sid: "Read",
  why: "A test reads",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::data/*"],
};

it("is a policy and its document, with the addresses of its id", () => {
  const json = Testing.synthScope((scope) => {
    const policy = new ManagedPolicy(scope, "s3_access", { name: "s3-access", description: "Reads", grants: [grant] });
    new TerraformOutput(scope, "arn", { value: policy.arn });
  });
  expect(json).toHaveResourceWithProperties(IamPolicy, {
    name: "s3-access",
    description: "Reads",
    policy: "${data.aws_iam_policy_document.s3_access.json}",
  });
  const { resource, data, output } = JSON.parse(json);
  expect(Object.keys(resource.aws_iam_policy)).toEqual(["s3_access"]);
  expect(Object.keys(data.aws_iam_policy_document)).toEqual(["s3_access"]);
  expect(output.arn.value).toBe("${aws_iam_policy.s3_access.arn}");
});

it("has no description unless one is given: adding one later would replace it", () => {
  const json = Testing.synthScope((scope) => void new ManagedPolicy(scope, "p", { name: "p", grants: [grant] }));
  expect(JSON.parse(json).resource.aws_iam_policy.p).not.toHaveProperty("description");
});

it("is attached with its own label, or with the given one", () => {
  const json = Testing.synthScope((scope) => {
    const policy = new ManagedPolicy(scope, "p", { name: "p", grants: [grant] });
    policy.attachToRole("reader");
    policy.attachToRole("writer", "other");
    policy.attachToUser("somebody");
  });
  const policy_arn = "${aws_iam_policy.p.arn}";
  expect(json).toHaveResourceWithProperties(IamRolePolicyAttachment, { role: "reader", policy_arn });
  expect(json).toHaveResourceWithProperties(IamRolePolicyAttachment, { role: "writer", policy_arn });
  expect(json).toHaveResourceWithProperties(IamUserPolicyAttachment, { user: "somebody", policy_arn });
  const { resource } = JSON.parse(json);
  expect(Object.keys(resource.aws_iam_role_policy_attachment).sort()).toEqual(["other", "p"]);
  expect(Object.keys(resource.aws_iam_user_policy_attachment)).toEqual(["p"]);
});

it("gives two grants of one kind different statement ids", () => {
  const json = Testing.synthScope((scope) => void new ManagedPolicy(scope, "p", { name: "p", grants: [grant, grant] }));
  const { statement } = JSON.parse(json).data.aws_iam_policy_document.p;
  expect(statement.map(({ sid }: { sid: string }) => sid)).toEqual(["Read", "Read2"]);
});

it("is refused above 6,144 characters, with what to do", () => {
  const synth = (length: number) => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new AwsProvider(stack, "aws");
    new ManagedPolicy(stack, "p", {
      name: "p",
      grants: [{ why: "", actions: ["s3:GetObject"], resources: ["r".repeat(length)] }],
    });
    return () => Testing.synth(stack, true);
  };
  const around = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":""}]}'
    .length;
  expect(synth(6144 - around)).not.toThrow();
  expect(synth(6145 - around)).toThrow(
    "[stack/p] the policy is 6145 characters long; AWS accepts 6144. Split the grants over several policies.",
  );
});
