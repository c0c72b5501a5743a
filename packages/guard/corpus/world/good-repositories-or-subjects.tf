variable "repositories" {
  type    = list(string)
  default = ["octo-org/app:ref:refs/heads/main", "octo-org/infra:environment:production"]
}
locals {
  oidc_provider_arn = data.aws_iam_openid_connect_provider.github[0].arn
  partition         = data.aws_partition.current.partition
}
data "aws_partition" "current" {}
data "aws_iam_openid_connect_provider" "github" {
  count = var.create_oidc_provider ? 0 : 1
  url   = "https://token.actions.githubusercontent.com"
}
variable "create_oidc_provider" {
  type    = bool
  default = false
}
data "aws_iam_policy_document" "assume_role" {
  count = length(var.repositories) > 0 ? 1 : 0
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    effect  = "Allow"
    condition {
      test = "StringLike"
      values = [
        for repo in var.repositories :
        "repo:${repo}%{if !strcontains(repo, ":")}:*%{endif}"
      ]
      variable = "token.actions.githubusercontent.com:sub"
    }
    condition {
      test     = "StringEquals"
      values   = [format("sts.%s", data.aws_partition.current.dns_suffix)]
      variable = "token.actions.githubusercontent.com:aud"
    }
    principals {
      identifiers = [local.oidc_provider_arn]
      type        = "Federated"
    }
  }
}
resource "aws_iam_role" "github" {
  count              = 1
  assume_role_policy = data.aws_iam_policy_document.assume_role[0].json
  name               = "github"
}
