import { UNKNOWN } from "../../text";
import { awsCall } from "./arguments";
import { needsOfCall } from "./operations";

const SCOPE = { region: "eu-west-1", account: "123456789012", partition: "aws" };

/** What a command needs, each as `action resource`, with `?` for what is not known. */
const needs = (command: string, scope = SCOPE) =>
  needsOfCall(awsCall(command.replaceAll("?", UNKNOWN).split(" ")), scope)?.map(({ action, resource }) =>
    `${action} ${resource}`.replaceAll(UNKNOWN, "?"),
  );

const PARAMETER = "arn:aws:ssm:eu-west-1:123456789012:parameter";
const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret";
const REPOSITORY = "arn:aws:ecr:eu-west-1:123456789012:repository/app";

it.each<[command: string, ...needs: string[]]>([
  ["aws"],
  ["aws --version"],
  ["aws help"],
  ["aws s3 help"],
  ["aws configure set region eu-west-1"],
  ["aws s3 ls s3://open --no-sign-request"],
  ["aws sts get-caller-identity", "sts:GetCallerIdentity *"],
  ["aws sts decode-authorization-message --encoded-message x", "sts:DecodeAuthorizationMessage *"],

  ["aws ssm get-parameter --name /app/x --with-decryption", `ssm:GetParameter ${PARAMETER}/app/x`],
  ["aws ssm get-parameter --with-decryption --name=app", `ssm:GetParameter ${PARAMETER}/app`],
  [`aws ssm get-parameter --name ${PARAMETER}/x`, `ssm:GetParameter ${PARAMETER}/x`],
  ["aws ssm get-parameter", `ssm:GetParameter ${PARAMETER}/?`],
  ["aws ssm get-parameters --names a /b", `ssm:GetParameters ${PARAMETER}/a`, `ssm:GetParameters ${PARAMETER}/b`],
  ["aws ssm get-parameters-by-path --path /app --recursive", `ssm:GetParametersByPath ${PARAMETER}/app`],
  ["aws ssm put-parameter --name x --value y --type String", `ssm:PutParameter ${PARAMETER}/x`],
  ["aws ssm delete-parameter --name x", `ssm:DeleteParameter ${PARAMETER}/x`],

  ["aws secretsmanager get-secret-value --secret-id app", `secretsmanager:GetSecretValue ${SECRET}:app?`],
  [`aws secretsmanager describe-secret --secret-id ${SECRET}:app`, `secretsmanager:DescribeSecret ${SECRET}:app?`],
  ["aws secretsmanager put-secret-value --secret-id ?", `secretsmanager:PutSecretValue ${SECRET}:??`],

  ["aws ecr get-login-password --region eu-west-1", "ecr:GetAuthorizationToken *"],
  ["aws ecr get-authorization-token", "ecr:GetAuthorizationToken *"],
  ["aws ecr get-login --no-include-email", "ecr:GetAuthorizationToken *"],
  ["aws ecr-public get-login-password", "ecr-public:GetAuthorizationToken *", "sts:GetServiceBearerToken *"],
  ["aws ecr describe-images --repository-name app --image-ids imageTag=1", `ecr:DescribeImages ${REPOSITORY}`],
  ["aws ecr list-images --repository-name app", `ecr:ListImages ${REPOSITORY}`],
  [
    "aws ecr batch-get-image --registry-id 210987654321 --repository-name app",
    "ecr:BatchGetImage arn:aws:ecr:eu-west-1:210987654321:repository/app",
  ],
  ["aws ecr put-image --repository-name app", `ecr:PutImage ${REPOSITORY}`],
  ["aws ecr batch-delete-image --repository-name app", `ecr:BatchDeleteImage ${REPOSITORY}`],
  ["aws ecr describe-image-scan-findings --repository-name app", `ecr:DescribeImageScanFindings ${REPOSITORY}`],

  ["aws s3api put-object --bucket b --key k --body f", "s3:PutObject arn:aws:s3:::b/k"],
  ["aws s3api get-object --bucket b --key k f", "s3:GetObject arn:aws:s3:::b/k"],
  ["aws s3api head-object --bucket b --key k", "s3:GetObject arn:aws:s3:::b/k"],
  ["aws s3api delete-object --bucket b --key k", "s3:DeleteObject arn:aws:s3:::b/k"],
  ["aws s3api list-objects --bucket b", "s3:ListBucket arn:aws:s3:::b"],
  ["aws s3api list-objects-v2 --bucket b", "s3:ListBucket arn:aws:s3:::b"],
  ["aws s3api head-bucket --bucket b", "s3:ListBucket arn:aws:s3:::b"],
  ["aws s3api list-buckets", "s3:ListAllMyBuckets *"],

  ["aws bedrock list-foundation-models", "bedrock:ListFoundationModels *"],
  ["aws bedrock list-inference-profiles", "bedrock:ListInferenceProfiles *"],
  [
    "aws bedrock-runtime invoke-model --model-id anthropic.x out",
    "bedrock:InvokeModel arn:aws:bedrock:eu-west-1::foundation-model/anthropic.x",
  ],
  [
    "aws bedrock-runtime converse --model-id eu.anthropic.x",
    "bedrock:InvokeModel arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.x",
    "bedrock:InvokeModel arn:aws:bedrock:?::foundation-model/anthropic.x",
  ],
  [
    "aws bedrock-runtime converse-stream --model-id arn:aws:bedrock:eu-west-1::foundation-model/x",
    "bedrock:InvokeModelWithResponseStream arn:aws:bedrock:eu-west-1::foundation-model/x",
  ],
  ["aws bedrock-runtime invoke-model-with-response-stream --model-id ?", "bedrock:InvokeModelWithResponseStream ?"],

  [
    "aws cloudfront create-invalidation --distribution-id E1 --paths /a /b",
    "cloudfront:CreateInvalidation arn:aws:cloudfront::123456789012:distribution/E1",
  ],
])("%s", (command, ...expected) => expect(needs(command)).toEqual(expected));

it("names resources of the partition", () => {
  const scope = { region: "cn-north-1", account: "123456789012", partition: "aws-cn" };
  expect(needs("aws s3api put-object --bucket b --key k", scope)).toEqual(["s3:PutObject arn:aws-cn:s3:::b/k"]);
  expect(needs("aws ssm get-parameter --name x", scope)).toEqual([
    "ssm:GetParameter arn:aws-cn:ssm:cn-north-1:123456789012:parameter/x",
  ]);
});

it.each(["aws lambda invoke --function-name f out", "aws constructor toString", "aws ? get-parameter"])(
  "does not know what %s needs",
  (command) => expect(needs(command)).toBeUndefined(),
);
