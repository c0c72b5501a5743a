resource "aws_lambda_function" "f" {
  function_name = "f"
  kms_key_arn   = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  environment {
    variables = { TOKEN_SECRET_NAME = "prod/token", GITHUB_APP_ID = "123456", PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", SENTRY_DSN = "https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/1" }
  }
}
