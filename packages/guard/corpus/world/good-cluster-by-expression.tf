variable "oidc_provider_arn" { default = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" }
variable "oidc_providers" {
  default = {
    main = {
      namespace_service_accounts = ["external-dns:external-dns"]
    }
  }
}
data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = var.oidc_providers
    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [var.oidc_provider_arn]
      }
      condition {
        test     = "StringEquals"
        variable = "${regex("provider/(.+)$", var.oidc_provider_arn)[0]}:sub"
        values   = [for sa in statement.value.namespace_service_accounts : "system:serviceaccount:${sa}"]
      }
      condition {
        test     = "StringEquals"
        variable = "${regex("provider/(.+)$", var.oidc_provider_arn)[0]}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }
}
resource "aws_iam_role" "this" {
  name_prefix        = "external-dns-"
  assume_role_policy = data.aws_iam_policy_document.this.json
}
