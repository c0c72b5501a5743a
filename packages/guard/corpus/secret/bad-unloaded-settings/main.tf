variable "db_password" {
  type      = string
  sensitive = true
}

resource "aws_db_instance" "main" {
  identifier = "main"
  username   = "app"
  password   = var.db_password
}
