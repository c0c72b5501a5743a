resource "aws_ecr_repository" "runtime" {
  name = "openhands-runtime"

  image_scanning_configuration {
    scan_on_push = true
  }
}
