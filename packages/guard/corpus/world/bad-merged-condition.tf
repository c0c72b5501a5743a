locals {
  strict = { "token.actions.githubusercontent.com:sub" = "repo:octo-org/app:ref:refs/heads/main" }
  loose  = { "token.actions.githubusercontent.com:sub" = "*" }
}
resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = merge(local.strict, local.loose) } }] })
}
