variable "repositories" {
  default = ["octo-org/app"]
}
data "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}
data "aws_iam_policy_document" "assume_role" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
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
      values   = ["sts.amazonaws.com"]
      variable = "token.actions.githubusercontent.com:aud"
    }
    principals {
      identifiers = [data.aws_iam_openid_connect_provider.github.arn]
      type        = "Federated"
    }
  }
}
resource "aws_iam_role" "github" {
  assume_role_policy = data.aws_iam_policy_document.assume_role.json
  name               = "github"
}
