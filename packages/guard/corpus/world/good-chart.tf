variable "admin_password" {
  type      = string
  sensitive = true
}
resource "helm_release" "g" {
  name  = "grafana"
  chart = "grafana"
  set_sensitive {
    name  = "adminPassword"
    value = var.admin_password
  }
  values = [yamlencode({ admin = { existingSecret = "grafana-admin", passwordKey = "password" } })]
}
