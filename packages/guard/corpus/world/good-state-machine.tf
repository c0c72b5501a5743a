data "aws_iam_policy_document" "sfn" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_function.f.arn, "${aws_lambda_function.f.arn}:*"]
  }
  statement {
    actions   = ["logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups"]
    resources = ["*"]
  }
}
resource "aws_lambda_function" "f" { function_name = "f" }
resource "aws_iam_role_policy" "sfn" {
  role   = "sfn"
  policy = data.aws_iam_policy_document.sfn.json
}
