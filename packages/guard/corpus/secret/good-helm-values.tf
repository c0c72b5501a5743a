variable "admin_password" {
  type      = string
  sensitive = true
}

resource "helm_release" "grafana" {
  name  = "grafana"
  chart = "grafana"

  values = [<<-YAML
    admin:
      existingSecret: grafana-admin
      passwordKey: password
    persistence:
      enabled: true
  YAML
  ]

  set_sensitive {
    name  = "smtp.password"
    value = var.admin_password
  }
}
