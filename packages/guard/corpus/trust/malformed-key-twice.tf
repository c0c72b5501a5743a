resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
          "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo-org/app:ref:refs/heads/main" },
          "StringLike": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
        }
      }]
    }
  JSON
}
