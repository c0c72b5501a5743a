data "aws_caller_identity" "current" {}
resource "aws_iam_role" "admin" {
  name               = "ops"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }, Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] })
}
