resource "aws_ssm_parameter" "p" {
  name  = "/app/api_key"
  type  = "SecureString"
  value = "CHANGE_ME"
  lifecycle {
    ignore_changes = [value]
  }
}
