resource "kubernetes_deployment_v1" "d" {
  metadata { name = "d" }
  spec {
    selector { match_labels = { app = "d" } }
    template {
      metadata { labels = { app = "d" } }
      spec {
        container {
          name  = "app"
          image = "nginx:1.27"
          dynamic "env" {
            for_each = { AWS_SECRET_ACCESS_KEY = "@SECRET_KEY@" }
            content {
              name  = env.key
              value = env.value
            }
          }
        }
      }
    }
  }
}
