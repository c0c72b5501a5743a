resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"], Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/agent.buildkite.com" }, Condition = { StringEquals = { "agent.buildkite.com:aud" = "sts.amazonaws.com" }, StringLike = { "agent.buildkite.com:sub" = "organization:acme:pipeline:deploy:ref:refs/heads/main:commit:*:step:*" } } }] })
}
