variable "secret_name" {
  default = "openhands-aws-credentials"
}

variable "max_tokens" {
  default = 4096
}

resource "aws_lambda_function" "app" {
  function_name = "app"
  environment {
    variables = {
      TOKEN_URL       = "https://auth.example.com/oauth2/token"
      SECRET_ARN      = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-a1b2c3"
      PASSWORD_FILE   = "/run/secrets/password"
      API_KEY_HEADER  = "X-Api-Key-2024"
      COMMIT          = "3f786850e387550fdab836ed7e6dc881de23001b"
      CHECKSUM        = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      PUBLIC_KEY_SEED = "0d4e0f5e-3b2a-4c1d-9e8f-7a6b5c4d3e2f"
    }
  }
}

resource "aws_cognito_user_pool" "app" {
  name = "app"
  password_policy {
    minimum_length = 14
  }
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = 14
  allow_users_to_change_password = true
}
