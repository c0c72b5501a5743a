resource "aws_iam_policy" "self" {
  name   = "self"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:ChangePassword", "iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys"], Resource = "arn:aws:iam::*:user/$${aws:username}" }] })
}
