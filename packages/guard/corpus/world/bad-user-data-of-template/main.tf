data "template_file" "u" {
  template = file("${path.module}/u.sh")
  vars     = { password = "@PASSWORD@" }
}
resource "aws_instance" "i" {
  ami       = "ami-1"
  user_data = data.template_file.u.rendered
}
