resource "aws_ecr_repository" "runtime" {
  name                 = "openhands-runtime"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "runtime" {
  repository = aws_ecr_repository.runtime.name
  policy = jsonencode({
    rules = [{
      rulePriority = 10
      selection = {
        tagStatus     = "tagged"
        tagPrefixList = ["v"]
        countType     = "sinceImagePushed"
        countUnit     = "days"
        countNumber   = 90
      }
      action = { type = "expire" }
    }]
  })
}
