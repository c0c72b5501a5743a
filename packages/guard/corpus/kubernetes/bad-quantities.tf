resource "kubernetes_manifest" "claim" {
  manifest = {
    apiVersion = "v1"
    kind       = "PersistentVolumeClaim"
    metadata   = { name = "workspace", namespace = "openhands" }
    spec = {
      accessModes = ["ReadWriteOnce"]
      resources   = { requests = { storage = "0.5Ti" } }
    }
  }
}
