variable "oidc_provider_arn" { default = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" }
locals { url = element(split("oidc-provider/", var.oidc_provider_arn), 1) }
resource "aws_iam_role" "irsa" {
  name = "pods"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Federated = var.oidc_provider_arn }
    Action    = "sts:AssumeRoleWithWebIdentity"
    Condition = {
      StringEquals = { "${local.url}:aud" = "sts.amazonaws.com" }
      StringLike   = { "${local.url}:sub" = "system:serviceaccount:*:*" }
  } }] })
}
