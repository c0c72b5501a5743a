resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  user_data     = <<-EOF
    #!/bin/bash
    mkdir -p ~/.aws
    cat > ~/.aws/credentials <<CRED
    [default]
    aws_access_key_id = @KEY_ID@
    aws_secret_access_key = @SECRET_KEY@
    CRED
  EOF
}
