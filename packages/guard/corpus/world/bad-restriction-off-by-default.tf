variable "restrict" {
  type    = bool
  default = false
}
resource "aws_iam_role" "gha" {
  name = "gha"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [merge({
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
    }, var.restrict ? { Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:octo-org/app:ref:refs/heads/main" } } } : { Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } } })]
  })
}
