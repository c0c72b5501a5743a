resource "aws_secretsmanager_secret_version" "v" {
  secret_id     = "s"
  secret_string = jsonencode({ username = "", password = "" })
  lifecycle { ignore_changes = [secret_string] }
}
