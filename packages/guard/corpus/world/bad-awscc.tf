data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "awscc_iam_role" "r" {
  role_name                   = "r"
  assume_role_policy_document = data.aws_iam_policy_document.trust.json
  policies = [{
    policy_name     = "all"
    policy_document = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
  }]
}

resource "awscc_s3_bucket" "b" {
  bucket_name = "octo-files"
}

resource "awscc_s3_bucket_policy" "b" {
  bucket = awscc_s3_bucket.b.id
  policy_document = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "${awscc_s3_bucket.b.arn}/*" }]
  })
}
