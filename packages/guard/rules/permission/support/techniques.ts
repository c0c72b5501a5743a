import type { Severity } from "../../../rule";

/** A way to get more permissions than one was given. */
export interface Technique {
  /** All are needed. */
  readonly needs: readonly Need[];
  /** What it gives, after "can": `make any user of a group an administrator`. */
  readonly can: string;
  readonly severity: Severity;
}

export interface Need {
  /** In lower case. */
  readonly action: string;
  /** `SERVICE:REGION:RESOURCE`, `self`: the holder's own; `*`; or a whole ARN. */
  readonly target: string;
  /** Condition keys of the request. */
  readonly context?: Readonly<Record<string, string>>;
}

/** A name that no policy names: whoever reaches it reaches any. */
const ANY = "one-that-nobody-named";
const ANY_ROLE = `iam::role/${ANY}`;
const ANY_USER = `iam::user/${ANY}`;
const ANY_GROUP = `iam::group/${ANY}`;
const ANY_POLICY = `iam::policy/${ANY}`;
const any = (service: string, kind: string): string => `${service}:us-east-1:${kind}${ANY}`;

const direct = (action: string, targets: readonly string[], can: string, severity: Severity = "error"): Technique[] =>
  targets.map((target) => ({ needs: [{ action, target }], can, severity }));

const passing = (service: string, starts: readonly (readonly [string, string])[], can: string): Technique => ({
  needs: [
    { action: "iam:passrole", target: ANY_ROLE, context: { "iam:PassedToService": service } },
    ...starts.map(([action, target]) => ({ action, target })),
  ],
  can,
  severity: "error",
});

/**
 * Known ways; each is asked of the evaluator.
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-startup-security-baseline/welcome.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const TECHNIQUES: readonly Technique[] = [
  ...direct("iam:createpolicyversion", [ANY_POLICY], "rewrite any managed policy, its own too"),
  ...direct("iam:setdefaultpolicyversion", [ANY_POLICY], "bring back any old version of a managed policy"),
  ...direct("iam:attachrolepolicy", [ANY_ROLE, "self"], "attach AdministratorAccess to a role it has"),
  ...direct("iam:attachuserpolicy", [ANY_USER, "self"], "attach AdministratorAccess to a user it has"),
  ...direct("iam:attachgrouppolicy", [ANY_GROUP], "attach AdministratorAccess to a group"),
  ...direct("iam:putrolepolicy", [ANY_ROLE, "self"], "write any permission into a role it has"),
  ...direct("iam:putuserpolicy", [ANY_USER, "self"], "write any permission into a user it has"),
  ...direct("iam:putgrouppolicy", [ANY_GROUP], "write any permission into a group"),
  ...direct("iam:addusertogroup", [ANY_GROUP], "join any group"),
  ...direct("iam:createaccesskey", [ANY_USER], "make an access key of any user"),
  ...direct("iam:createloginprofile", [ANY_USER], "give any user a password"),
  ...direct("iam:updateloginprofile", [ANY_USER], "change any user's password"),
  ...direct("iam:updateassumerolepolicy", [ANY_ROLE], "let itself into any role"),
  ...direct("iam:deleterolepermissionsboundary", ["self"], "take its own permissions boundary away"),
  ...direct("iam:putrolepermissionsboundary", ["self"], "replace its own permissions boundary"),
  ...direct("iam:deleteuserpermissionsboundary", ["self"], "take its own permissions boundary away"),
  ...direct("iam:putuserpermissionsboundary", ["self"], "replace its own permissions boundary"),
  ...direct("iam:updatesamlprovider", [`iam::saml-provider/${ANY}`], "sign in as anyone of a SAML provider"),
  ...direct("iam:passrole", [ANY_ROLE], "pass any role to some service", "warning"),
  ...direct("sts:assumerole", [ANY_ROLE], "assume any role that trusts its account", "warning"),
  ...direct(
    "lambda:updatefunctioncode",
    [any("lambda", "function:")],
    "run its code as any function's role",
    "warning",
  ),
  ...direct("ec2-instance-connect:sendsshpublickey", [any("ec2", "instance/")], "log in to any instance", "warning"),
  ...direct(
    "sagemaker:createpresignednotebookinstanceurl",
    [any("sagemaker", "notebook-instance/")],
    "open any notebook, with its role",
    "warning",
  ),
  ...direct(
    "glue:updatedevendpoint",
    [any("glue", "devEndpoint/")],
    "log in to any Glue endpoint, with its role",
    "warning",
  ),
  ...["ssm:us-east-1:document/AWS-RunShellScript", "arn:aws:ssm:us-east-1::document/AWS-RunShellScript"].map(
    (document): Technique => ({
      needs: [any("ec2", "instance/"), document].map((target) => ({ action: "ssm:sendcommand", target })),
      can: "run commands on any instance, with its role",
      severity: "warning",
    }),
  ),
  ...direct("ssm:startsession", [any("ec2", "instance/")], "open a shell on any instance, with its role", "warning"),
  passing(
    "lambda.amazonaws.com",
    [["lambda:createfunction", any("lambda", "function:")]],
    "run code in Lambda as any role",
  ),
  passing("ec2.amazonaws.com", [["ec2:runinstances", any("ec2", "instance/")]], "start an instance with any role"),
  passing(
    "ec2.amazonaws.com",
    [["ec2:associateiaminstanceprofile", any("ec2", "instance/")]],
    "give an instance any role",
  ),
  passing(
    "cloudformation.amazonaws.com",
    [["cloudformation:createstack", any("cloudformation", "stack/")]],
    "create a stack as any role",
  ),
  passing(
    "cloudformation.amazonaws.com",
    [["cloudformation:updatestack", any("cloudformation", "stack/")]],
    "update a stack as any role",
  ),
  passing("glue.amazonaws.com", [["glue:createdevendpoint", "*"]], "open a Glue endpoint as any role"),
  passing("glue.amazonaws.com", [["glue:createjob", any("glue", "job/")]], "run a Glue job as any role"),
  passing("glue.amazonaws.com", [["glue:updatejob", any("glue", "job/")]], "run a Glue job as any role"),
  passing(
    "sagemaker.amazonaws.com",
    [["sagemaker:createnotebookinstance", any("sagemaker", "notebook-instance/")]],
    "open a notebook as any role",
  ),
  passing(
    "sagemaker.amazonaws.com",
    [["sagemaker:createtrainingjob", any("sagemaker", "training-job/")]],
    "run a training job as any role",
  ),
  passing(
    "sagemaker.amazonaws.com",
    [["sagemaker:createprocessingjob", any("sagemaker", "processing-job/")]],
    "run a processing job as any role",
  ),
  passing(
    "codebuild.amazonaws.com",
    [
      ["codebuild:createproject", any("codebuild", "project/")],
      ["codebuild:startbuild", any("codebuild", "project/")],
    ],
    "run a build as any role",
  ),
  passing(
    "ecs-tasks.amazonaws.com",
    [
      ["ecs:registertaskdefinition", any("ecs", "task-definition/")],
      ["ecs:runtask", any("ecs", "task-definition/")],
    ],
    "run a container as any role",
  ),
  passing(
    "datapipeline.amazonaws.com",
    [
      ["datapipeline:createpipeline", "*"],
      ["datapipeline:putpipelinedefinition", any("datapipeline", "pipeline/")],
    ],
    "run a pipeline as any role",
  ),
  passing(
    "states.amazonaws.com",
    [["states:createstatemachine", any("states", "stateMachine:")]],
    "call AWS from a state machine as any role",
  ),
  passing(
    "apprunner.amazonaws.com",
    [["apprunner:createservice", any("apprunner", "service/")]],
    "run a container as any role",
  ),
  passing(
    "ssm.amazonaws.com",
    [["ssm:startautomationexecution", any("ssm", "automation-definition/")]],
    "run an automation as any role",
  ),
  passing(
    "autoscaling.amazonaws.com",
    [["autoscaling:createlaunchconfiguration", any("autoscaling", "launchConfiguration:")]],
    "start instances with any role",
  ),
];
