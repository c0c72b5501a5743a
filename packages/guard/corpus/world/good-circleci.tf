locals { org = "11111111-2222-3333-4444-555555555555" }
resource "aws_iam_openid_connect_provider" "circle" {
  url            = "https://oidc.circleci.com/org/${local.org}"
  client_id_list = [local.org]
}
resource "aws_iam_role" "circle" {
  name = "circle"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.circle.arn }
      Condition = {
        StringLike   = { "oidc.circleci.com/org/${local.org}:sub" = "org/${local.org}/project/99999999-2222-3333-4444-555555555555/user/*" }
        StringEquals = { "oidc.circleci.com/org/${local.org}:aud" = local.org }
      }
    }]
  })
}
