resource "aws_lambda_function_url" "agent" {
  function_name      = "agent"
  authorization_type = "NONE"
}

resource "aws_lambda_function_url" "internal" {
  function_name      = "internal"
  authorization_type = "AWS_IAM"
}
