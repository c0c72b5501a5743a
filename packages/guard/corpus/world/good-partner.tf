resource "aws_iam_role" "dd" {
  name               = "dd"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::464622532012:root" }, Action = "sts:AssumeRole", Condition = { StringEquals = { "sts:ExternalId" = datadog_integration_aws.d.external_id } } }] })
}
resource "datadog_integration_aws" "d" {
  account_id = "1"
}
