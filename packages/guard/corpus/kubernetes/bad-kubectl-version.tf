locals {
  parameters = { password = "/app/password" }
}

resource "kubectl_manifest" "secret" {
  yaml_body = <<-YAML
    apiVersion: external-secrets.io/v1beta1
    kind: ExternalSecret
    metadata:
      name: app
      namespace: app
    spec:
      refreshInterval: 1h
      secretStoreRef:
        name: parameters
        kind: ClusterSecretStore
      target:
        name: app
      data:
        - secretKey: password
          remoteRef:
            key: ${local.parameters.password}
  YAML
}
