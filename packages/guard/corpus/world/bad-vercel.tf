resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.vercel.com" }, Condition = { StringLike = { "oidc.vercel.com:sub" = "owner:*:project:site:environment:production" } } }] })
}
