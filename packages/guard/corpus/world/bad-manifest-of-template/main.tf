resource "kubernetes_manifest" "d" {
  manifest = yamldecode(templatefile("${path.module}/d.yaml.tftpl", { cpu = "1000m" }))
}
