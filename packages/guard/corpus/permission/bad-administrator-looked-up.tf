data "aws_iam_policy" "administrator" {
  name = "AdministratorAccess"
}

resource "aws_iam_role_policy_attachment" "deploy" {
  role       = "deploy"
  policy_arn = data.aws_iam_policy.administrator.arn
}
