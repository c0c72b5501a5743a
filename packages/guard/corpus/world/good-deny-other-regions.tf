resource "aws_iam_policy" "r" {
  name   = "r"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:*", "sts:*", "cloudfront:*", "route53:*", "support:*"], Resource = "*", Condition = { StringNotEquals = { "aws:RequestedRegion" = ["eu-west-1"] } } }] })
}
