data "aws_caller_identity" "current" {}
resource "aws_kms_key" "k" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = ["kms:Decrypt", "kms:DescribeKey"], Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = data.aws_caller_identity.current.account_id, "kms:ViaService" = "s3.us-east-1.amazonaws.com" } } }] })
}
