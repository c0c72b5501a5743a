resource "kubernetes_secret_v1" "s" {
  metadata {
    name      = "db"
    namespace = "app"
  }
  data = { username = "app", password = random_password.p.result }
}
resource "random_password" "p" { length = 12 }
resource "kubernetes_deployment_v1" "d" {
  metadata {
    name      = "d"
    namespace = "app"
  }
  spec {
    template {
      spec {
        container {
          name  = "c"
          image = "c:1"
          env {
            name = "DB_PASSWORD"
            value_from {
              secret_key_ref {
                name = kubernetes_secret_v1.s.metadata[0].name
                key  = "pass"
              }
            }
          }
        }
      }
    }
  }
}
