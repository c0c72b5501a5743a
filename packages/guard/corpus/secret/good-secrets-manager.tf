variable "db_password" {
  type      = string
  sensitive = true
}

resource "aws_secretsmanager_secret" "app" {
  name = "app/db-password"
}

resource "aws_secretsmanager_secret_version" "app" {
  secret_id     = aws_secretsmanager_secret.app.id
  secret_string = var.db_password
}

resource "aws_db_instance" "main" {
  username                    = "app"
  manage_master_user_password = true
}

output "secret_arn" {
  value = aws_secretsmanager_secret.app.arn
}
