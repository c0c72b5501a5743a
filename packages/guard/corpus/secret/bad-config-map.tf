resource "kubernetes_config_map_v1" "app" {
  metadata {
    name = "app"
  }
  data = {
    "application.yaml" = <<-EOT
      region: us-east-1
      aws_access_key_id: @KEY_ID@
    EOT
  }
}
