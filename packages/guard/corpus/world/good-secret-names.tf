resource "aws_secretsmanager_secret" "s" {
  name                    = "prod/db-password"
  description             = "Password of the database"
  recovery_window_in_days = 7
}
resource "aws_secretsmanager_secret_rotation" "r" {
  secret_id           = aws_secretsmanager_secret.s.id
  rotation_lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:rotate"
  rotation_rules { automatically_after_days = 30 }
}
locals {
  secret_name        = "prod/db-password"
  token_file         = "/var/run/secrets/token"
  password_parameter = "/prod/db/password"
}
