resource "aws_lambda_function" "f" {
  function_name = "f"
  environment {
    variables = merge({ LOG_LEVEL = "info" }, { STRIPE_SECRET_KEY = "@STRIPE@" })
  }
}
