locals {
  buckets = [for number in range(150) : "arn:aws:s3:::acme-customer-data-${number}-of-the-second-year/*"]
}

resource "aws_iam_policy" "app" {
  name   = "app"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = local.buckets }] })
}
