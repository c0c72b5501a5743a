data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::123456789012:oidc-provider/oidc.example.com/openhands"]
    }

    condition {
      test     = "StringEquals"
      variable = "oidc.example.com/openhands:aud"
      values   = ["sts.*"]
    }

    condition {
      test     = "StringEquals"
      variable = "oidc.example.com/openhands:sub"
      values   = ["system:serviceaccount:openhands:openhands"]
    }
  }
}

resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
