locals {
  repositories = toset(["api", "web"])
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  for_each = local.repositories

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${trimprefix(aws_iam_openid_connect_provider.github.url, "https://")}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${trimprefix(aws_iam_openid_connect_provider.github.url, "https://")}:sub"
      values   = ["repo:octo-org/${each.key}:environment:production"]
    }
  }
}

resource "aws_iam_role" "deploy" {
  for_each = local.repositories

  name               = "deploy-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust[each.key].json
}
