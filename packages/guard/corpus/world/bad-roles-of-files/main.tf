locals {
  files = fileset("${path.module}/roles", "*.yaml")
  roles = { for f in local.files : trimsuffix(f, ".yaml") => yamldecode(file("${path.module}/roles/${f}")) }
}
resource "aws_iam_role" "this" {
  for_each           = local.roles
  name               = each.key
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = each.value.subjects } } }] })
}
