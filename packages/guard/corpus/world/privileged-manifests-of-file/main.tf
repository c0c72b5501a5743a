data "kubectl_file_documents" "d" { content = file("d.yaml") }
resource "kubernetes_manifest" "d" {
  for_each = { for d in split("---", file("d.yaml")) : yamldecode(d).metadata.name => yamldecode(d) }
  manifest = each.value
}
