provider "aws" {
  allowed_account_ids = ["123456789012"]
}

resource "aws_iam_user" "openhands" {
  name = "openhands"
}

resource "aws_iam_access_key" "openhands" {
  user = aws_iam_user.openhands.name
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.openhands.arn]
    }
  }
}

resource "aws_iam_role" "runtime" {
  name               = "openhands-runtime"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "runtime" {
  role       = aws_iam_role.runtime.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"
}
