variable "policies" {
  default = {
    main = { sub = ["repo:octo-org/app:ref:refs/heads/main"], test = "StringEquals" }
  }
}
data "aws_iam_policy_document" "t" {
  dynamic "statement" {
    for_each = var.policies
    content {
      sid     = title(statement.key)
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"]
      }
      dynamic "condition" {
        for_each = [
          { test = "StringEquals", variable = "token.actions.githubusercontent.com:aud", values = ["sts.amazonaws.com"] },
          { test = lookup(statement.value, "test", "StringLike"), variable = "token.actions.githubusercontent.com:sub", values = statement.value.sub },
        ]
        content {
          test     = condition.value.test
          variable = condition.value["variable"]
          values   = condition.value.values
        }
      }
    }
  }
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = data.aws_iam_policy_document.t.json
}
