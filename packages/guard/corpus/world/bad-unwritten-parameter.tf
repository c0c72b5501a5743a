resource "aws_ssm_parameter" "a" {
  name  = "/app/a"
  type  = "SecureString"
  value = "CHANGE_ME"
  lifecycle { ignore_changes = [value] }
}
resource "kubernetes_manifest" "store" {
  manifest = {
    apiVersion = "external-secrets.io/v1"
    kind       = "SecretStore"
    metadata   = { name = "s", namespace = "app" }
    spec       = { provider = { aws = { service = "ParameterStore", region = "us-east-1" } } }
  }
}
resource "kubernetes_manifest" "es" {
  manifest = {
    apiVersion = "external-secrets.io/v1"
    kind       = "ExternalSecret"
    metadata   = { name = "e", namespace = "app" }
    spec = {
      refreshInterval = "1h0m0s"
      secretStoreRef  = { name = "s", kind = "SecretStore" }
      target          = { name = "e" }
      data            = [{ secretKey = "a", remoteRef = { key = "/app/b" } }]
    }
  }
}
