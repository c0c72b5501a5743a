resource "aws_s3_bucket" "site" { bucket = "site" }
resource "aws_iam_role_policy" "s" {
  role = "sync"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["s3:ListBucket", "s3:GetBucketLocation"], Resource = aws_s3_bucket.site.arn },
  { Effect = "Allow", Action = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl"], Resource = "${aws_s3_bucket.site.arn}/*" }] })
}
