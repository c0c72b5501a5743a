resource "aws_sns_topic" "t" {
  name   = "t"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "SNS:Publish", Resource = "arn:aws:sns:*:*:t", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::bucket" } } }] })
}
