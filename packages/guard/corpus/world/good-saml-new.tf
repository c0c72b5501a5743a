resource "aws_iam_saml_provider" "okta" {
  name                   = "okta"
  saml_metadata_document = file("meta.xml")
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithSAML", Principal = { Federated = aws_iam_saml_provider.okta.arn }, Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } } }] })
}
