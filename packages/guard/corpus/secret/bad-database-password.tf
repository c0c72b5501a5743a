variable "environment" {
  default = "production"
}

resource "aws_db_instance" "main" {
  identifier = "main-${var.environment}"
  username   = "app"
  password   = "@PASSWORD@"
}
