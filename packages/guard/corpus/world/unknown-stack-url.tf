resource "aws_cloudformation_stack" "roles" {
  name         = "roles"
  capabilities = ["CAPABILITY_IAM"]
  template_url = "https://s3.amazonaws.com/octo-templates/roles.yaml"
}
