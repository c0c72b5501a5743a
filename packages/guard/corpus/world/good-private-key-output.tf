resource "tls_private_key" "k" { algorithm = "ED25519" }
output "private_key" {
  value     = tls_private_key.k.private_key_openssh
  sensitive = true
}
