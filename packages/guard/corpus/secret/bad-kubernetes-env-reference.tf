resource "aws_iam_access_key" "app" {
  user = "app"
}

resource "kubernetes_deployment_v1" "app" {
  metadata {
    name = "app"
  }
  spec {
    template {
      spec {
        container {
          name = "app"
          env {
            name  = "AWS_SECRET_ACCESS_KEY"
            value = aws_iam_access_key.app.secret
          }
        }
      }
    }
  }
}
