resource "helm_release" "g" {
  name  = "grafana"
  chart = "grafana"
  set {
    name  = "adminPassword"
    value = "@PASSWORD@"
  }
}
