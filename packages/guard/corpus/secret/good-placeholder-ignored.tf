resource "aws_ssm_parameter" "key" {
  name  = "/app/api-key"
  type  = "SecureString"
  value = "set by an operator"

  lifecycle {
    ignore_changes = [value]
  }
}
