import { unknownPermission } from "../../rules/permission/unknown-permission";
import { judged } from "../../support/testing";
import { grantingCommand } from "./commands";

it.each<[script: string, granting: string | undefined]>([
  ["aws iam create-role --role-name x", "aws iam create-role"],
  ["aws --profile admin --region eu-west-1 iam \\\n  attach-role-policy --role-name x", "aws iam attach-role-policy"],
  ["set -e; cd /tmp && /usr/local/bin/aws iam put-user-policy", "aws iam put-user-policy"],
  ['bash -c "aws iam update-assume-role-policy"', "aws iam update-assume-role-policy"],
  ["X=$(aws sts assume-role --role-arn a)", "aws sts assume-role"],
  ["aws s3api put-bucket-policy --bucket b", "aws s3api put-bucket-policy"],
  ["aws cloudformation deploy --template-file t", "aws cloudformation deploy"],
  ["aws cloudformation create-stack", "aws cloudformation create-stack"],
  ["aws cloudcontrol create-resource --type-name AWS::IAM::Role", "aws cloudcontrol create-resource"],
  ["aws eks associate-access-policy", "aws eks associate-access-policy"],
  ["aws sso-admin put-inline-policy-to-permission-set", "aws sso-admin put-inline-policy-to-permission-set"],
  ["aws lambda add-permission", "aws lambda add-permission"],
  ["npx cdk deploy --all", "cdk deploy"],
  ["cd x && terraform apply -auto-approve", "terraform apply"],
  ["eksctl create iamserviceaccount", "eksctl create"],
  [`python3 -c "import boto3; boto3.client('iam').create_user(UserName='u')"`, "client('iam'"],
  ["New-IAMRole -RoleName x", "New-IAMRole"],
  ["curl https://iam.amazonaws.com/?Action=CreateUser", "https://iam.amazonaws.com"],
  ["echo done", undefined],
  ["kubectl apply -f x.yaml && helm upgrade a b", undefined],
  ["aws sts get-caller-identity", undefined],
  ["aws iam get-role --role-name x; aws iam list-roles", undefined],
  ["aws s3 cp a s3://b && aws eks update-kubeconfig --name c", undefined],
  ["aws ecr get-login-password | docker login", undefined],
  ["terraform fmt; cdk synth; sam build", undefined],
  ["echo aws; iam create-role", undefined],
  ["constructor aws toString hasOwnProperty", undefined],
])("%s may grant something: %s", (script, granting) => expect(grantingCommand(script)).toBe(granting));

const HCL = (provisioner: string): Record<string, string> => ({
  "main.tf": `variable "v" {}\nresource "null_resource" "a" {\n${provisioner}\n}\n`,
});
const plan = (expressions: object): Record<string, string> => ({
  "plan.json": JSON.stringify({
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: [{ address: "null_resource.a", mode: "managed", type: "null_resource", name: "a", values: {} }],
      },
    },
    configuration: {
      root_module: {
        resources: [
          {
            address: "null_resource.a",
            mode: "managed",
            type: "null_resource",
            name: "a",
            provisioners: [{ type: "local-exec", expressions }],
          },
        ],
      },
    },
  }),
});
const SAID = "null_resource.a: What the command of null_resource.a grants is not known:";

it.each<[where: string, files: Record<string, string>, ...expected: string[]]>([
  [
    "a command",
    HCL('provisioner "local-exec" {\ncommand = "aws iam create-user --user-name ${self.id}"\n}'),
    `warning ${SAID} it runs aws iam create-user, which is not followed.`,
  ],
  [
    "one of several",
    HCL(
      'provisioner "local-exec" {\ncommand = "echo"\n}\nprovisioner "local-exec" {\ncommand = "aws iam create-user"\n}',
    ),
    `warning ${SAID} it runs aws iam create-user, which is not followed.`,
  ],
  [
    "an inline script",
    HCL('provisioner "remote-exec" {\ninline = ["echo", "aws iam create-user"]\n}'),
    `warning ${SAID} it runs aws iam create-user, which is not followed.`,
  ],
  [
    "a variable of the environment",
    HCL('provisioner "local-exec" {\ncommand = "eval $CMD"\nenvironment = { CMD = "aws iam create-user" }\n}'),
    `warning ${SAID} it runs aws iam create-user, which is not followed.`,
  ],
  [
    "a command that is not known",
    HCL('provisioner "local-exec" {\ncommand = var.v\n}'),
    `info ${SAID} variable v has no default.`,
  ],
  ["an ordinary command", HCL('provisioner "local-exec" {\ncommand = "kubectl get ${var.v}"\n}')],
  [
    "the command of a plan",
    plan({ command: { constant_value: "aws iam create-user" } }),
    `warning ${SAID} it runs aws iam create-user, which is not followed.`,
  ],
  ["an ordinary command of a plan", plan({ command: { constant_value: "echo" } })],
  [
    "a command that a plan does not show",
    plan({ command: { references: ["var.v"] } }),
    `info ${SAID} the value is not known.`,
  ],
  [
    "an external program",
    { "main.tf": 'data "external" "e" {\nprogram = ["bash", "-c", "aws cloudformation deploy"]\n}' },
    "warning data.external.e: What the command of data.external.e grants is not known: it runs aws cloudformation deploy, which is not followed.",
  ],
  ["an ordinary program", { "main.tf": 'data "external" "e" {\nprogram = ["python3", "${path.module}/a.py"]\n}' }],
])("looks at %s", async (_, files, ...expected) => expect(await judged(unknownPermission, files)).toEqual(expected));
