provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}

resource "aws_s3_bucket" "issuer" {
  bucket = "openhands-issuer"
}

resource "aws_s3_bucket_public_access_block" "issuer" {
  bucket                  = aws_s3_bucket.issuer.id
  block_public_acls       = true
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = false
}

resource "aws_s3_bucket_policy" "issuer" {
  bucket = aws_s3_bucket.issuer.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "ReadByAnyone"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = ["${aws_s3_bucket.issuer.arn}/openhands/.well-known/openid-configuration", "${aws_s3_bucket.issuer.arn}/openhands/openid/v1/jwks"]
      },
      {
        Sid       = "RequireTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.issuer.arn, "${aws_s3_bucket.issuer.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_iam_openid_connect_provider" "cluster" {
  url            = "https://openhands-issuer.s3.us-east-1.amazonaws.com/openhands"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "openhands" {
  name = "openhands"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.cluster.arn }
      Condition = {
        StringEquals = {
          "openhands-issuer.s3.us-east-1.amazonaws.com/openhands:aud" = "sts.amazonaws.com"
          "openhands-issuer.s3.us-east-1.amazonaws.com/openhands:sub" = "system:serviceaccount:openhands:openhands"
        }
      }
    }]
  })
}
