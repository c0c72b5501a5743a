resource "aws_iam_group" "ops" {
  name = "ops"
}

resource "aws_iam_group_policy" "ops" {
  group  = aws_iam_group.ops.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "iam:AttachUserPolicy"
      Resource = "arn:aws:iam::123456789012:user/$${aws:username}"
    }]
  })
}
