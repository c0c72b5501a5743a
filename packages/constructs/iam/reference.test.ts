import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { App, TerraformStack } from "cdktf";
import { pinned } from "../pinned";
import { reference } from "./reference";

it("is what CDKTF's own token becomes", () => {
  const stack = new TerraformStack(new App({ stackTraces: false }), "example");
  const document = pinned(new DataAwsIamPolicyDocument(stack, "trust", {}), "ci_trust");
  const role = pinned(new IamRole(stack, "role", { assumeRolePolicy: document.json }), "ci");
  const tokens = [document.json, role.arn, role.name];
  const references = [reference(document, "json"), reference(role, "arn"), reference(role, "name")];
  expect(references).toEqual([
    "${data.aws_iam_policy_document.ci_trust.json}",
    "${aws_iam_role.ci.arn}",
    "${aws_iam_role.ci.name}",
  ]);
  stack.addOverride("output", { tokens: { value: tokens }, references: { value: references } });
  const { output } = stack.toTerraform();
  expect(output.tokens).toEqual(output.references);
});
