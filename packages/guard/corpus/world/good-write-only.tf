ephemeral "random_password" "p" { length = 10 }
resource "aws_ssm_parameter" "p" {
  name             = "/app/api_key"
  type             = "SecureString"
  value_wo         = ephemeral.random_password.p.result
  value_wo_version = 1
}
