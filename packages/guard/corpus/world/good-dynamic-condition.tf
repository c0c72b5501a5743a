locals {
  conds = { sub = "repo:octo-org/app:ref:refs/heads/main", aud = "sts.amazonaws.com" }
}
data "aws_iam_policy_document" "t" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"]
    }
    dynamic "condition" {
      for_each = local.conds
      iterator = c
      content {
        test     = "StringEquals"
        variable = "token.actions.githubusercontent.com:${c.key}"
        values   = [c.value]
      }
    }
  }
}
resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = data.aws_iam_policy_document.t.json
}
