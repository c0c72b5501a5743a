resource "kubernetes_manifest" "app" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = { name = "openhands", namespace = "openhands" }
    spec = { template = { spec = { volumes = [{ name = "docker", hostPath = { path = "/var/run/docker.sock" } }] } } }
  }
}
