resource "aws_launch_template" "runner" {
  name = "runner"
}

resource "aws_instance" "runner" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"
  user_data     = <<-EOT
    #!/bin/bash
    mkdir -p /home/ec2-user/.aws
    cat > /home/ec2-user/.aws/credentials <<CREDENTIALS
    [default]
    aws_access_key_id = @KEY_ID@
    aws_secret_access_key = @SECRET_KEY@
    CREDENTIALS
  EOT
}
