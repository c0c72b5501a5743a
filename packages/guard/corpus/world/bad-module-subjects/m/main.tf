variable "subjects" {
  type = list(string)
}
resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [for s in var.subjects : { Effect = "Allow", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = s }, StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } } }] })
}
