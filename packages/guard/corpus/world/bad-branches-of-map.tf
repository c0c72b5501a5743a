locals {
  repos = {
    app   = { name = "app", branches = ["main"] }
    infra = { name = "infra", branches = ["*"] }
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
        StringEquals = { "${replace(aws_iam_openid_connect_provider.github.url, "https://", "")}:aud" = one(aws_iam_openid_connect_provider.github.client_id_list) }
        StringLike   = { "${replace(aws_iam_openid_connect_provider.github.url, "https://", "")}:sub" = formatlist("repo:octo-org/%s:ref:refs/heads/%s", each.value.name, each.value.branches) }
      }
    }]
  })
}
