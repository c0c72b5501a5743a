locals {
  settings = {
    db = { user = "app", password = "@PASSWORD@" }
  }
}

resource "aws_db_instance" "main" {
  username = local.settings.db.user
  password = local.settings.db.password
}
