resource "aws_iam_openid_connect_provider" "gitlab" {
  url            = "https://gitlab.com"
  client_id_list = ["https://gitlab.com"]
}
resource "aws_iam_role" "gitlab" {
  name               = "gitlab"
  assume_role_policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "${aws_iam_openid_connect_provider.gitlab.arn}" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": { "StringEquals": { "gitlab.com:aud": "https://gitlab.com" } }
        }
      ]
    }
  POLICY
}
