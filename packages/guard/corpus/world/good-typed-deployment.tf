resource "kubernetes_deployment" "d" {
  metadata { name = "d" }
  spec {
    selector { match_labels = { app = "d" } }
    template {
      metadata { labels = { app = "d" } }
      spec {
        container {
          name  = "app"
          image = "nginx:1.27"
          env {
            name = "DB_PASSWORD"
            value_from {
              secret_key_ref {
                name = "db"
                key  = "password"
              }
            }
          }
          resources {
            limits = { cpu = "500m", memory = "512Mi" }
          }
        }
      }
    }
  }
}
