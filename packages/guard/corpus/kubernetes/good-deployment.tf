resource "kubernetes_deployment_v1" "app" {
  metadata {
    name      = "app"
    namespace = "app"
  }
  spec {
    replicas = 1
    template {
      metadata {
        labels = { app = "app" }
      }
      spec {
        container {
          name  = "app"
          image = "nginx:1.27"
          resources {
            limits = { cpu = "1000m", memory = "2048Mi" }
          }
          env {
            name = "API_TOKEN"
            value_from {
              secret_key_ref {
                name = "app"
                key  = "token"
              }
            }
          }
        }
      }
    }
  }
}
