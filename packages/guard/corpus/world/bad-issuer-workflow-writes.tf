provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}

locals {
  issuer = "oidc.example.com/openhands"
  documents = [
    "${aws_s3_bucket.issuer.arn}/openhands/.well-known/openid-configuration",
    "${aws_s3_bucket.issuer.arn}/openhands/openid/v1/jwks",
  ]
}

resource "aws_s3_bucket" "issuer" {
  bucket = "openhands-issuer"
}

resource "aws_s3_bucket_public_access_block" "issuer" {
  bucket                  = aws_s3_bucket.issuer.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_cloudfront_origin_access_control" "issuer" {
  name                              = "openhands-issuer"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "issuer" {
  enabled = true
  aliases = ["oidc.example.com"]

  origin {
    origin_id                = "bucket"
    domain_name              = aws_s3_bucket.issuer.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.issuer.id
  }

  default_cache_behavior {
    target_origin_id       = "bucket"
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "b2884449-e4de-46a7-ac36-70bc7f1ddd6d"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

data "aws_iam_policy_document" "issuer" {
  statement {
    sid       = "ReadByDistribution"
    actions   = ["s3:GetObject"]
    resources = local.documents

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudfront_distribution.issuer.arn]
    }
  }

  statement {
    sid       = "RequireTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.issuer.arn, "${aws_s3_bucket.issuer.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "issuer" {
  bucket = aws_s3_bucket.issuer.id
  policy = data.aws_iam_policy_document.issuer.json
}

resource "aws_iam_openid_connect_provider" "cluster" {
  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.cluster.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["system:serviceaccount:openhands:openhands"]
    }
  }
}

resource "aws_iam_role" "openhands" {
  name               = "openhands"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "openhands" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::openhands-work/*"]
  }
}

resource "aws_iam_role_policy" "openhands" {
  role   = aws_iam_role.openhands.name
  policy = data.aws_iam_policy_document.openhands.json
}

# Who publishes.
data "aws_iam_policy_document" "people" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/operators"]
    }
  }
}

resource "aws_iam_role" "publisher" {
  name               = "openhands-issuer-publisher"
  assume_role_policy = data.aws_iam_policy_document.people.json
}

data "aws_iam_policy_document" "publisher" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = local.documents

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = ["123456789012"]
    }
  }
}

resource "aws_iam_role_policy" "publisher" {
  role   = aws_iam_role.publisher.name
  policy = data.aws_iam_policy_document.publisher.json
}

data "aws_iam_policy_document" "workflow" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:octo-org@1/site@2:ref:refs/heads/main"]
    }
  }
}

resource "aws_iam_role" "site" {
  name               = "site"
  assume_role_policy = data.aws_iam_policy_document.workflow.json
}

data "aws_iam_policy_document" "site" {
  statement {
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["${aws_s3_bucket.issuer.arn}/*"]
  }
}

resource "aws_iam_role_policy" "site" {
  role   = aws_iam_role.site.name
  policy = data.aws_iam_policy_document.site.json
}
