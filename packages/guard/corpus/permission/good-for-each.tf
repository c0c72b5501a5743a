locals {
  buckets = { logs = "acme-logs", data = "acme-data" }
}

resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_policy" "read" {
  for_each = local.buckets
  name     = "read-${each.key}"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::${each.value}/*" }]
  })
}

resource "aws_iam_role_policy_attachment" "read" {
  for_each   = local.buckets
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.read[each.key].arn
}
