resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/openhands" }
      Condition = {
        StringEquals = {
          "oidc.example.com/openhands:aud" = "sts.amazonaws.com"
          "oidc.example.com/openhands:sub" = "system:serviceaccount:openhands:openhands"
        }
      }
    }]
  })
}

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
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
