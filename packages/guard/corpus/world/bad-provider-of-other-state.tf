data "terraform_remote_state" "base" {
  backend = "s3"
  config  = { bucket = "b", key = "k", region = "us-east-1" }
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = data.terraform_remote_state.base.outputs.github_oidc_arn }, Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = "repo:*/*:ref:refs/heads/main" } } }] })
}
