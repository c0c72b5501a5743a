import type { Severity } from "../../../rule";

/** A way to get more permissions than were granted. */
export interface Technique {
  /** All of them are needed. */
  readonly needs: readonly Need[];
  /** What it makes possible, after "can": `join any group`. */
  readonly can: string;
  readonly severity: Severity;
}

export interface Need {
  /** As AWS writes the action: `iam:PassRole`. */
  readonly name: string;
  /** The same in lower case. */
  readonly action: string;
  /** `SERVICE:REGION:RESOURCE`; `self`, the holder's own; `*`; or a whole ARN. */
  readonly target: string;
  /** Condition keys of the request. */
  readonly context?: Readonly<Record<string, string>>;
}

/** A name that no policy names: anyone who reaches it reaches any. */
const ANY = "one-that-nobody-named";
const ANY_ROLE = `iam::role/${ANY}`;
const ANY_USER = `iam::user/${ANY}`;
const ANY_GROUP = `iam::group/${ANY}`;
const ANY_POLICY = `iam::policy/${ANY}`;
const any = (service: string, kind: string): string => `${service}:us-east-1:${kind}${ANY}`;

const need = (name: string, target: string): Need => ({ name, action: name.toLowerCase(), target });

const direct = (name: string, targets: readonly string[], can: string, severity: Severity = "error"): Technique[] =>
  targets.map((target) => ({ needs: [need(name, target)], can, severity }));

const passing = (service: string, starts: readonly (readonly [string, string])[], can: string): Technique => ({
  needs: [
    { ...need("iam:PassRole", ANY_ROLE), context: { "iam:PassedToService": service } },
    ...starts.map(([name, target]) => need(name, target)),
  ],
  can,
  severity: "error",
});

/**
 * Known ways; each one is checked with the evaluator.
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-startup-security-baseline/welcome.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const TECHNIQUES: readonly Technique[] = [
  ...direct("iam:CreatePolicyVersion", [ANY_POLICY], "rewrite any managed policy, including its own"),
  ...direct("iam:SetDefaultPolicyVersion", [ANY_POLICY], "restore any old version of a managed policy"),
  ...direct("iam:AttachRolePolicy", [ANY_ROLE, "self"], "attach AdministratorAccess to a role it has"),
  ...direct("iam:AttachUserPolicy", [ANY_USER, "self"], "attach AdministratorAccess to a user it has"),
  ...direct("iam:AttachGroupPolicy", [ANY_GROUP], "attach AdministratorAccess to a group"),
  ...direct("iam:PutRolePolicy", [ANY_ROLE, "self"], "add any permission to a role it has"),
  ...direct("iam:PutUserPolicy", [ANY_USER, "self"], "add any permission to a user it has"),
  ...direct("iam:PutGroupPolicy", [ANY_GROUP], "add any permission to a group"),
  ...direct("iam:AddUserToGroup", [ANY_GROUP], "join any group"),
  ...direct("iam:CreateAccessKey", [ANY_USER], "create an access key for any user"),
  ...direct("iam:CreateLoginProfile", [ANY_USER], "set a password for any user"),
  ...direct("iam:UpdateLoginProfile", [ANY_USER], "change any user's password"),
  ...direct("iam:UpdateAssumeRolePolicy", [ANY_ROLE], "make any role trust it"),
  ...direct("iam:DeleteRolePermissionsBoundary", ["self"], "remove its own permissions boundary"),
  ...direct("iam:PutRolePermissionsBoundary", ["self"], "replace its own permissions boundary"),
  ...direct("iam:DeleteUserPermissionsBoundary", ["self"], "remove its own permissions boundary"),
  ...direct("iam:PutUserPermissionsBoundary", ["self"], "replace its own permissions boundary"),
  ...direct("iam:UpdateSAMLProvider", [`iam::saml-provider/${ANY}`], "sign in as any user of a SAML provider"),
  ...direct("iam:PassRole", [ANY_ROLE], "pass any role to a service", "warning"),
  ...direct("sts:AssumeRole", [ANY_ROLE], "assume any role that trusts its account", "warning"),
  ...direct(
    "lambda:UpdateFunctionCode",
    [any("lambda", "function:")],
    "run its own code as any function's role",
    "warning",
  ),
  ...direct("ec2-instance-connect:SendSSHPublicKey", [any("ec2", "instance/")], "log in to any instance", "warning"),
  ...direct(
    "sagemaker:CreatePresignedNotebookInstanceUrl",
    [any("sagemaker", "notebook-instance/")],
    "open any notebook, with its role",
    "warning",
  ),
  ...direct(
    "glue:UpdateDevEndpoint",
    [any("glue", "devEndpoint/")],
    "log in to any Glue endpoint, with its role",
    "warning",
  ),
  ...["ssm:us-east-1:document/AWS-RunShellScript", "arn:aws:ssm:us-east-1::document/AWS-RunShellScript"].map(
    (document): Technique => ({
      needs: [any("ec2", "instance/"), document].map((target) => need("ssm:SendCommand", target)),
      can: "run commands on any instance, with its role",
      severity: "warning",
    }),
  ),
  ...direct("ssm:StartSession", [any("ec2", "instance/")], "open a shell on any instance, with its role", "warning"),
  passing(
    "lambda.amazonaws.com",
    [["lambda:CreateFunction", any("lambda", "function:")]],
    "run code in Lambda as any role",
  ),
  passing("ec2.amazonaws.com", [["ec2:RunInstances", any("ec2", "instance/")]], "start an instance with any role"),
  passing(
    "ec2.amazonaws.com",
    [["ec2:AssociateIamInstanceProfile", any("ec2", "instance/")]],
    "give an instance any role",
  ),
  passing(
    "cloudformation.amazonaws.com",
    [["cloudformation:CreateStack", any("cloudformation", "stack/")]],
    "create a stack as any role",
  ),
  passing(
    "cloudformation.amazonaws.com",
    [["cloudformation:UpdateStack", any("cloudformation", "stack/")]],
    "update a stack as any role",
  ),
  passing("glue.amazonaws.com", [["glue:CreateDevEndpoint", "*"]], "open a Glue endpoint as any role"),
  passing("glue.amazonaws.com", [["glue:CreateJob", any("glue", "job/")]], "run a Glue job as any role"),
  passing("glue.amazonaws.com", [["glue:UpdateJob", any("glue", "job/")]], "run a Glue job as any role"),
  passing(
    "sagemaker.amazonaws.com",
    [["sagemaker:CreateNotebookInstance", any("sagemaker", "notebook-instance/")]],
    "open a notebook as any role",
  ),
  passing(
    "sagemaker.amazonaws.com",
    [["sagemaker:CreateTrainingJob", any("sagemaker", "training-job/")]],
    "run a training job as any role",
  ),
  passing(
    "sagemaker.amazonaws.com",
    [["sagemaker:CreateProcessingJob", any("sagemaker", "processing-job/")]],
    "run a processing job as any role",
  ),
  passing(
    "codebuild.amazonaws.com",
    [
      ["codebuild:CreateProject", any("codebuild", "project/")],
      ["codebuild:StartBuild", any("codebuild", "project/")],
    ],
    "run a build as any role",
  ),
  passing(
    "ecs-tasks.amazonaws.com",
    [
      ["ecs:RegisterTaskDefinition", any("ecs", "task-definition/")],
      ["ecs:RunTask", any("ecs", "task-definition/")],
    ],
    "run a container as any role",
  ),
  passing(
    "datapipeline.amazonaws.com",
    [
      ["datapipeline:CreatePipeline", "*"],
      ["datapipeline:PutPipelineDefinition", any("datapipeline", "pipeline/")],
    ],
    "run a pipeline as any role",
  ),
  passing(
    "states.amazonaws.com",
    [["states:CreateStateMachine", any("states", "stateMachine:")]],
    "call AWS from a state machine as any role",
  ),
  passing(
    "apprunner.amazonaws.com",
    [["apprunner:CreateService", any("apprunner", "service/")]],
    "run a container as any role",
  ),
  passing(
    "ssm.amazonaws.com",
    [["ssm:StartAutomationExecution", any("ssm", "automation-definition/")]],
    "run an automation as any role",
  ),
  passing(
    "autoscaling.amazonaws.com",
    [["autoscaling:CreateLaunchConfiguration", any("autoscaling", "launchConfiguration:")]],
    "start instances with any role",
  ),
];
