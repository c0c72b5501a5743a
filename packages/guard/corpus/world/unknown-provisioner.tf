resource "terraform_data" "role" {
  provisioner "local-exec" {
    command = <<-EOT
      aws iam create-role --role-name deploy --assume-role-policy-document file://trust.json
      aws iam attach-role-policy --role-name deploy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
    EOT
  }
}
