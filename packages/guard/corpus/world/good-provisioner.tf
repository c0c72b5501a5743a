resource "terraform_data" "kubeconfig" {
  provisioner "local-exec" {
    command = "aws sts get-caller-identity && aws eks update-kubeconfig --name prod && kubectl get nodes"
  }
}
