resource "helm_release" "grafana" {
  name  = "grafana"
  chart = "grafana"

  values = [
    file("${path.module}/values.yaml"),
    <<-YAML
      env:
        - name: GITHUB_TOKEN
          value: @GITHUB@
    YAML
  ]
}
