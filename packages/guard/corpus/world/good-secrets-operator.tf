resource "aws_iam_policy" "eso" {
  name = "eso"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["secretsmanager:GetResourcePolicy", "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:ListSecretVersionIds"], Resource = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/app-*"] },
    { Effect = "Allow", Action = "secretsmanager:ListSecrets", Resource = "*" }
  ] })
}
