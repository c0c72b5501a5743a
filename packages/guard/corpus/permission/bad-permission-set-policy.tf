resource "aws_iam_policy" "operate" {
  name = "operate"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:AttachRolePolicy", Resource = "*" }]
  })
}

resource "aws_ssoadmin_permission_set" "operator" {
  name         = "Operator"
  instance_arn = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
}

resource "aws_ssoadmin_customer_managed_policy_attachment" "operator" {
  instance_arn       = aws_ssoadmin_permission_set.operator.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.operator.arn

  customer_managed_policy_reference {
    name = "operate"
  }
}
