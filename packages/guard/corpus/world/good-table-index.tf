resource "aws_dynamodb_table" "t" {
  name     = "t"
  hash_key = "id"
}
resource "aws_iam_policy" "d" {
  name   = "d"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"], Resource = [aws_dynamodb_table.t.arn, "${aws_dynamodb_table.t.arn}/index/*"] }] })
}
