resource "aws_iam_role_policy" "s" {
  role   = "sm"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sagemaker:*", "ecr:*", "s3:*", "iam:PassRole"], Resource = "*" }] })
}
