resource "aws_lambda_function" "f" {
  function_name = "f"
  environment {
    variables = {
      SECRET_ARN                 = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf"
      DB_PASSWORD_PARAMETER      = "/prod/db/password"
      TOKEN_URL                  = "https://auth.example.com/oauth/token"
      PASSWORD_MIN_LENGTH        = "12"
      AWS_STS_REGIONAL_ENDPOINTS = "regional"
      API_KEY_HEADER             = "x-api-key"
    }
  }
}
