resource "aws_iam_access_key" "bedrock" {
  user = "bedrock"
}

resource "aws_ssm_parameter" "secret" {
  name  = "bedrock-secret-access-key"
  type  = "String"
  value = aws_iam_access_key.bedrock.secret
}
