locals {
  repos = {
    app   = { name = "app", branches = ["main", "release"] }
    infra = { name = "infra", branches = ["main"] }
  }
}
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}
resource "aws_iam_role" "gha" {
  for_each = local.repos
  name     = "gha-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = formatlist("repo:octo-org/%s:ref:refs/heads/%s", each.value.name, each.value.branches)
        }
      }
    }]
  })
}
