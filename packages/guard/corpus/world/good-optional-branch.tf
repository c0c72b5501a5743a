variable "roles" {
  type = map(object({
    repository = string
    branch     = optional(string)
  }))
  default = {
    app = { repository = "octo-org/app" }
  }
}
resource "aws_iam_role" "r" {
  for_each = var.roles
  name     = each.key
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
    Action    = "sts:AssumeRoleWithWebIdentity"
  Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:${each.value.repository}:ref:refs/heads/${coalesce(each.value.branch, "main")}" } } }] })
}
