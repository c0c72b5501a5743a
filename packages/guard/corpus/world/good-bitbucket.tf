resource "aws_iam_openid_connect_provider" "bb" {
  url            = "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"
  client_id_list = ["ari:cloud:bitbucket::workspace/11111111-2222-3333-4444-555555555555"]
}
resource "aws_iam_role" "bb" {
  name = "bb"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.bb.arn }
      Condition = {
        StringEquals = { "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc:aud" = "ari:cloud:bitbucket::workspace/11111111-2222-3333-4444-555555555555" }
        StringLike   = { "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc:sub" = "{aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee}:*" }
      }
    }]
  })
}
