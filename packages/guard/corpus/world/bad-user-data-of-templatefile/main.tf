resource "aws_instance" "i" {
  user_data = base64encode(templatefile("i.tpl", { password = "hunter2!", name = var.n }))
}
variable "n" {}
