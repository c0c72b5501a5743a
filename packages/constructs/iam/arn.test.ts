import * as arn from "./arn";

const account = { partition: "aws", id: "123456789012" };
const china = { partition: "aws-cn", id: "111122223333" };

it.each<[string, string, string]>([
  ["a role", arn.roleArn(account, "r"), "arn:aws:iam::123456789012:role/r"],
  ["a role in China", arn.roleArn(china, "r"), "arn:aws-cn:iam::111122223333:role/r"],
  ["a user", arn.userArn(account, "/", "u"), "arn:aws:iam::123456789012:user/u"],
  ["a user with a path", arn.userArn(china, "/a/b/", "u"), "arn:aws-cn:iam::111122223333:user/a/b/u"],
  [
    "GitHub's provider",
    arn.oidcProviderArn(account, "token.actions.githubusercontent.com"),
    "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
  ],
  [
    "a server's provider",
    arn.oidcProviderArn(account, "ghes.example.com/_services/token"),
    "arn:aws:iam::123456789012:oidc-provider/ghes.example.com/_services/token",
  ],
  ["a bucket", arn.bucketArn(account, "data"), "arn:aws:s3:::data"],
  ["a parameter", arn.parameterArn(account, "us-west-2", "key"), "arn:aws:ssm:us-west-2:123456789012:parameter/key"],
  [
    "a parameter with a path",
    arn.parameterArn(china, "cn-north-1", "/a/b"),
    "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/a/b",
  ],
  [
    "a registry",
    arn.ecrRepositoryArn(account, "ap-northeast-1", "team/runtime"),
    "arn:aws:ecr:ap-northeast-1:123456789012:repository/team/runtime",
  ],
  [
    "a cluster of EKS",
    arn.eksClusterArn(account, "us-west-2", "agents"),
    "arn:aws:eks:us-west-2:123456789012:cluster/agents",
  ],
  [
    "an association of EKS Pod Identity",
    arn.podIdentityAssociationArn(china, "cn-north-1", "agents", "a-1"),
    "arn:aws-cn:eks:cn-north-1:111122223333:podidentityassociation/agents/a-1",
  ],
  ["a log group", arn.logGroupArn(account, "us-west-2", "/l"), "arn:aws:logs:us-west-2:123456789012:log-group:/l"],
  ["a trail", arn.trailArn(account, "us-west-2", "t"), "arn:aws:cloudtrail:us-west-2:123456789012:trail/t"],
  ["a topic", arn.topicArn(china, "cn-north-1", "t"), "arn:aws-cn:sns:cn-north-1:111122223333:t"],
  ["a model", arn.foundationModelArn(account, "us-west-2", "a.b"), "arn:aws:bedrock:us-west-2::foundation-model/a.b"],
  ["a model anywhere", arn.foundationModelArn(account, "", "a.b"), "arn:aws:bedrock:::foundation-model/a.b"],
  [
    "a profile",
    arn.inferenceProfileArn(account, "us-west-2", "us.a.b"),
    "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.a.b",
  ],
])("is the ARN of %s", (_, built, expected) => expect(built).toBe(expected));
