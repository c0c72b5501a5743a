resource "kubectl_manifest" "app" {
  yaml_body = <<-YAML
    apiVersion: v1
    kind: Secret
    metadata:
      name: app
      namespace: app
    stringData:
      password: "@PASSWORD@"
  YAML
}
