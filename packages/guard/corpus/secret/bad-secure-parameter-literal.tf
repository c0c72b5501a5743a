resource "aws_ssm_parameter" "key" {
  name  = "/app/api-key"
  type  = "SecureString"
  value = "@GITHUB@"
}
