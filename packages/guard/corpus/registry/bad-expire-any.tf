resource "aws_ecr_repository" "runtime" {
  name                 = "openhands-runtime"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "runtime" {
  repository = aws_ecr_repository.runtime.name
  policy     = <<-EOT
    {
      "rules": [
        {
          "rulePriority": 1,
          "selection": { "tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 3 },
          "action": { "type": "expire" }
        }
      ]
    }
  EOT
}
