import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { App, Fn, S3Backend, TerraformOutput, TerraformStack, TerraformVariable, Token } from "cdktf";
import { Construct } from "constructs";
import { terraformJson } from "./terraform-json";

/** Every kind of token, in every place that one can be. */
function stackOfTokens(): TerraformStack {
  const stack = new TerraformStack(new App({ stackTraces: false }), "tokens");
  new S3Backend(stack, { bucket: "state", key: "tokens" }).addOverride("use_lockfile", true);
  const name = new TerraformVariable(stack, "name", { type: "string" });
  const seconds = new TerraformVariable(stack, "seconds", { type: "number", default: 3600 });
  const names = new TerraformVariable(stack, "names", { type: "list(string)" });
  const part = new Construct(stack, "part");
  const { json } = new DataAwsIamPolicyDocument(part, "document", {
    statement: [{ actions: ["s3:GetObject"], resources: Token.asList(names.value), effect: undefined }],
  });
  const role = new IamRole(part, "role", {
    name: `role-${name.stringValue}`,
    description: `for ${seconds.numberValue} seconds, not 1.5e+3 and \${aws_iam_role.other.arn}`,
    assumeRolePolicy: json,
    maxSessionDuration: seconds.numberValue,
    managedPolicyArns: names.listValue,
    tags: { [name.stringValue]: "key", list: Fn.join(",", [name.stringValue, "x"]) },
    lifecycle: { preventDestroy: true, ignoreChanges: ["tags"] },
  });
  const policy = new IamPolicy(part, "policy", { name: "policy", policy: json, dependsOn: [role] });
  policy.addOverride("tags", { kept: Token.asAny(name.value), empty: {}, none: [], one: [undefined, "one"] });
  new IamRole(stack, "mapped", { assumeRolePolicy: json, tags: Token.asStringMap(name.value) });
  new TerraformOutput(part, "arn", { value: [role.arn, { policy: policy.arn }], sensitive: true });
  new TerraformOutput(stack, "name_again", { value: name.value });
  stack.addOverride("terraform.required_version", ">= 1.11");
  stack.addOverride("removed", [{ from: "aws_iam_role.old", lifecycle: { destroy: false } }]);
  return stack;
}

const commentless = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(commentless);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (key === "//" ? [] : [[key, commentless(child)]])),
  );
};

it("gives the same as CDKTF, without the comments in resources", () => {
  const stack = stackOfTokens();
  const { "//": comment, ...expected } = stack.toTerraform();
  const { "//": ownComment, ...json } = terraformJson(stack);
  expect(JSON.stringify(json)).toContain("var.seconds");
  expect(JSON.parse(JSON.stringify(json))).toEqual(commentless(JSON.parse(JSON.stringify(expected))));
  expect(ownComment).toEqual(JSON.parse(JSON.stringify(comment)));
});
