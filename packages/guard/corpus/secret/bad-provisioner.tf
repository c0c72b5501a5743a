resource "null_resource" "upload" {
  provisioner "local-exec" {
    command = "aws s3 sync site s3://site"

    environment = {
      AWS_REGION            = "eu-west-1"
      AWS_SECRET_ACCESS_KEY = "@SECRET_KEY@"
    }
  }
}
