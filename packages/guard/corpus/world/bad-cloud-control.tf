resource "aws_cloudcontrolapi_resource" "key" {
  type_name = "AWS::KMS::Key"
  desired_state = jsonencode({
    KeyPolicy = { Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }
  })
}
