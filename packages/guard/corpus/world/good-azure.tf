resource "aws_iam_openid_connect_provider" "azure" {
  url            = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"
  client_id_list = ["api://app"]
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = aws_iam_openid_connect_provider.azure.arn }, Condition = { StringEquals = { "sts.windows.net/11111111-2222-3333-4444-555555555555/:aud" = "api://app", "sts.windows.net/11111111-2222-3333-4444-555555555555/:sub" = "99999999-2222-3333-4444-555555555555" } } }] })
}
