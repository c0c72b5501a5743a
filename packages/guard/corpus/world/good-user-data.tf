resource "aws_instance" "i" {
  ami       = "ami-1"
  user_data = <<-EOF
    #!/bin/bash
    DB_PASSWORD=$(aws ssm get-parameter --name /app/db --with-decryption --query Parameter.Value --output text)
    export TOKEN="$(curl -s -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')"
    mysql -u root -p"$DB_PASSWORD"
  EOF
}
