resource "kubernetes_manifest" "s" {
  manifest = yamldecode(file("s.yaml"))
}
