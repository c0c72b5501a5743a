data "cloudinit_config" "runner" {
  gzip          = true
  base64_encode = true

  part {
    content_type = "text/cloud-config"
    content      = yamlencode({ packages = ["git"] })
  }

  part {
    content_type = "text/x-shellscript"
    content      = "#!/bin/sh\nexport DB_PASSWORD='@PASSWORD@'\nexec /opt/runner\n"
  }
}

resource "aws_instance" "runner" {
  ami              = "ami-0123456789abcdef0"
  instance_type    = "t3.micro"
  user_data_base64 = data.cloudinit_config.runner.rendered
}
