resource "aws_ssm_parameter" "a" {
  name  = "/app/a"
  type  = "SecureString"
  value = "CHANGE_ME"
  lifecycle { ignore_changes = [value] }
}
resource "kubectl_manifest" "store" {
  yaml_body = <<-Y
    apiVersion: external-secrets.io/v1
    kind: ClusterSecretStore
    metadata:
      name: s
    spec:
      provider:
        aws:
          service: ParameterStore
          region: us-east-1
  Y
}
resource "kubectl_manifest" "es" {
  yaml_body = <<-Y
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata:
      name: e
      namespace: app
    spec:
      refreshInterval: 1h0m0s
      secretStoreRef:
        name: s
        kind: ClusterSecretStore
      target:
        name: e
      data:
        - secretKey: a
          remoteRef:
            key: ${aws_ssm_parameter.a.name}
  Y
}
