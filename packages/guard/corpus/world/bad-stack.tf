variable "org" {
  default = "octo-org"
}

resource "aws_cloudformation_stack" "roles" {
  name         = "roles"
  capabilities = ["CAPABILITY_NAMED_IAM"]
  parameters   = { Subject = "repo:${var.org}/*" }
  template_body = jsonencode({
    Parameters = { Subject = { Type = "String" } }
    Resources = {
      Deploy = {
        Type = "AWS::IAM::Role"
        Properties = {
          RoleName = "deploy"
          AssumeRolePolicyDocument = {
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRoleWithWebIdentity"
              Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
              Condition = {
                StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
                StringLike   = { "token.actions.githubusercontent.com:sub" = { Ref = "Subject" } }
              }
            }]
          }
        }
      }
    }
  })
}
