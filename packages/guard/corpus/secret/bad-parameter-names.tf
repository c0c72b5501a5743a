resource "aws_ssm_parameter" "reserved" {
  name  = "/aws/openhands/bucket"
  type  = "String"
  value = "openhands-data"
}

resource "aws_ssm_parameter" "unqualified" {
  name  = "openhands/bucket"
  type  = "String"
  value = "openhands-data"
}
