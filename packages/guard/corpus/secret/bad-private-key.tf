resource "aws_key_pair" "ops" {
  key_name   = "ops"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExamp ops"
}

resource "aws_ssm_parameter" "ops" {
  name  = "/ops/ssh"
  type  = "SecureString"
  value = <<-EOT
    @PRIVATE_KEY@
  EOT
}
