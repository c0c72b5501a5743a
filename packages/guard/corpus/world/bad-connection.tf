resource "aws_instance" "x" {
  ami = "ami-1"
  connection {
    type     = "ssh"
    user     = "root"
    password = "@PASSWORD@"
    host     = self.public_ip
  }
  provisioner "remote-exec" {
    inline = ["echo hi"]
  }
}
