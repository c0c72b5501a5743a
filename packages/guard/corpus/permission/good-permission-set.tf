resource "aws_ssoadmin_permission_set" "auditor" {
  name         = "Auditor"
  instance_arn = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
}

resource "aws_ssoadmin_managed_policy_attachment" "auditor" {
  instance_arn       = aws_ssoadmin_permission_set.auditor.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.auditor.arn
  managed_policy_arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
}

resource "aws_iam_policy" "limit" {
  name = "limit"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_ssoadmin_permissions_boundary_attachment" "auditor" {
  instance_arn       = aws_ssoadmin_permission_set.auditor.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.auditor.arn

  permissions_boundary {
    customer_managed_policy_reference {
      name = aws_iam_policy.limit.name
    }
  }
}
