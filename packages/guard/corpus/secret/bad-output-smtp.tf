resource "aws_iam_access_key" "mail" {
  user = "mail"
}

output "smtp_password" {
  value = aws_iam_access_key.mail.ses_smtp_password_v4
}
