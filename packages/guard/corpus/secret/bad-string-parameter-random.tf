resource "random_password" "db" {
  length = 32
}

resource "aws_ssm_parameter" "db" {
  name  = "/app/db/password"
  type  = "String"
  value = random_password.db.result
}
