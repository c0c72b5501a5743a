resource "awscc_iam_oidc_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "awscc_iam_role" "deploy" {
  role_name = "deploy"
  assume_role_policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = awscc_iam_oidc_provider.github.arn }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = [
            "repo:octo-org/app:environment:production",
            "repo:octo-org@1/app@2:environment:production",
          ]
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "upload" {
  role   = awscc_iam_role.deploy.role_name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::octo-files/*" }] })
}
