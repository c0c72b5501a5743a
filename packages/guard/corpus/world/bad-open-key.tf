resource "aws_kms_key_policy" "k" {
  key_id = "11111111-2222-3333-4444-555555555555"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = ["kms:Decrypt", "kms:DescribeKey"], Resource = "*" }] })
}
