import { judged } from "../../support/testing";
import { privilegeEscalation } from "./privilege-escalation";
import { allow, policyOf, roleWith } from "./support/testing";

const said = async (...statements: object[]) =>
  (await judged(privilegeEscalation, roleWith(statements))).map((text) =>
    text.replace("aws_iam_role.r: Role r can ", ""),
  );
const ANY_ROLE = "arn:aws:iam::123456789012:role/*";
const deny = (action: string, resource: string) => ({ Effect: "Deny", Action: action, Resource: resource });

it.each([
  ["iam:CreatePolicyVersion", "*", "error rewrite any managed policy, including its own (iam:CreatePolicyVersion)."],
  [
    "iam:SetDefaultPolicyVersion",
    "*",
    "error restore any old version of a managed policy (iam:SetDefaultPolicyVersion).",
  ],
  ["iam:AttachRolePolicy", "*", "error attach AdministratorAccess to a role it has (iam:AttachRolePolicy)."],
  ["iam:PutUserPolicy", "*", "error add any permission to a user it has (iam:PutUserPolicy)."],
  ["iam:AddUserToGroup", "*", "error join any group (iam:AddUserToGroup)."],
  ["iam:CreateAccessKey", "*", "error create an access key for any user (iam:CreateAccessKey)."],
  ["iam:UpdateLoginProfile", "arn:aws:iam::*:user/*", "error change any user's password (iam:UpdateLoginProfile)."],
  ["iam:UpdateAssumeRolePolicy", ANY_ROLE, "error make any role trust it (iam:UpdateAssumeRolePolicy)."],
  ["iam:PassRole", ANY_ROLE, "warning pass any role to a service (iam:PassRole)."],
  ["sts:AssumeRole", "*", "warning assume any role that trusts its account (sts:AssumeRole)."],
  ["lambda:UpdateFunctionCode", "*", "warning run its own code as any function's role (lambda:UpdateFunctionCode)."],
  ["ssm:SendCommand", "*", "warning run commands on any instance, with its role (ssm:SendCommand)."],
  ["ssm:StartSession", "*", "warning open a shell on any instance, with its role (ssm:StartSession)."],
])("finds %s on %s", async (action, resource, expected) => {
  expect(await said(allow(action, resource))).toEqual([expected]);
});

it.each([
  [["lambda:CreateFunction", "lambda:InvokeFunction"], "run code in Lambda as any role"],
  [["ec2:RunInstances"], "start an instance with any role"],
  [["cloudformation:CreateStack"], "create a stack as any role"],
  [["glue:CreateDevEndpoint"], "open a Glue endpoint as any role"],
  [["sagemaker:CreateNotebookInstance"], "open a notebook as any role"],
  [["codebuild:CreateProject", "codebuild:StartBuild"], "run a build as any role"],
  [["ecs:RegisterTaskDefinition", "ecs:RunTask"], "run a container as any role"],
  [["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"], "run a pipeline as any role"],
])("finds iam:PassRole with %s, in different statements", async (actions, can) => {
  const found = await said(allow("iam:PassRole", "*"), allow(actions, "*"));
  expect(found).toEqual([expect.stringContaining(`error ${can} (iam:PassRole`)]);
});

it("finds a pair that is split over two policies, also where the service is named", async () => {
  const Condition = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
  const other = JSON.parse(policyOf(allow("lambda:CreateFunction", "*"))).resource.aws_iam_policy;
  const text = roleWith([allow("iam:PassRole", "*", { Condition })], {
    aws_iam_policy: other,
    aws_iam_role_policy_attachment: { a: { role: "r", policy_arn: "${aws_iam_policy.p.arn}" } },
  });
  expect(await judged(privilegeEscalation, text)).toEqual([
    "error aws_iam_role.r: Role r can run code in Lambda as any role (iam:PassRole, lambda:CreateFunction).",
  ]);
});

it("finds a role that may change itself, however the ARN is written", async () => {
  const self = allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], "${aws_iam_role.r.arn}");
  const [found] = await said(self);
  expect(found).toContain("error attach AdministratorAccess to a role it has");
  expect(await said(allow("iam:PutRolePolicy", "arn:aws:iam::123456789012:role/r"))).toHaveLength(1);
});

it("finds every way in iam:*, and reports each severity once", async () => {
  const found = await said(allow("iam:*", "*"));
  expect(found.map((text) => text.split(" ")[0])).toEqual(["error", "warning"]);
  expect(found[0]).toMatch(/, and in \d+ more ways\.$/);
});

it("is not stopped by a condition on a second factor", async () => {
  const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
  expect(await said(allow("iam:PutRolePolicy", "*", { Condition }))).toHaveLength(1);
});

it("checks a policy that is attached to nothing", async () => {
  expect(await judged(privilegeEscalation, policyOf(allow("iam:PutUserPolicy", "*")))).toEqual([
    "error aws_iam_policy.p: Anyone with policy p can add any permission to a user it has (iam:PutUserPolicy).",
  ]);
});

it.each([
  [
    "roles by name",
    [allow("iam:PassRole", "arn:aws:iam::123456789012:role/app-*"), allow("lambda:CreateFunction", "*")],
  ],
  [
    "a role that may only be passed to another service",
    [
      allow("iam:PassRole", "*", { Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } }),
      allow("lambda:CreateFunction", "*"),
    ],
  ],
  [
    "roles only with a permissions boundary",
    [
      allow(["iam:PutRolePolicy"], "*", {
        Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/b" } },
      }),
    ],
  ],
  ["a user's own access keys", [allow("iam:CreateAccessKey", "arn:aws:iam::*:user/$${aws:username}")]],
  ["an action that is denied", [allow("iam:PutRolePolicy", "*"), deny("iam:Put*", "*")]],
  [
    "the code of functions by name",
    [allow("lambda:UpdateFunctionCode", "arn:aws:lambda:us-east-1:123456789012:function:app-*")],
  ],
  ["one role to assume", [allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/deploy")]],
  ["reading IAM", [allow(["iam:Get*", "iam:List*"], "*")]],
  ["every action, which is left to another rule", [allow("*", "*")]],
])("accepts %s", async (_name, statements) => {
  expect(await said(...statements)).toEqual([]);
});

it("is not misled by a Deny of one role", async () => {
  expect(
    await said(allow("iam:PutRolePolicy", "*"), deny("iam:*", "arn:aws:iam::123456789012:role/admin")),
  ).toHaveLength(1);
});

it("takes account of a permissions boundary", async () => {
  const bounded = (actions: string) => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [allow(actions, "*")] });
    const text = JSON.parse(
      roleWith([allow("iam:PutRolePolicy", "*")], { aws_iam_policy: { b: { name: "b", policy } } }),
    );
    text.resource.aws_iam_role.r.permissions_boundary = "${aws_iam_policy.b.arn}";
    return judged(privilegeEscalation, JSON.stringify(text));
  };
  expect(await bounded("s3:*")).toEqual([]);
  expect(await bounded("iam:*")).toEqual([expect.stringContaining("aws_iam_role.r: Role r can add any permission")]);
});

it("finds what the members of a group can do", async () => {
  const text = JSON.stringify({
    resource: {
      aws_iam_group: { g: { name: "g" } },
      aws_iam_group_policy: {
        p: {
          group: "g",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: allow("iam:AttachUserPolicy", "arn:aws:iam::*:user/$${aws:username}"),
          }),
        },
      },
    },
  });
  expect(await judged(privilegeEscalation, text)).toEqual([
    "error aws_iam_group.g: Group g can attach AdministratorAccess to a user it has (iam:AttachUserPolicy).",
  ]);
});
