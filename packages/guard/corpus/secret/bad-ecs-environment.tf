resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name  = "app"
    image = "nginx:1.27"
    environment = [
      { name = "DATABASE_URL", value = "postgres://app:@PASSWORD@@db.internal:5432/app" },
      { name = "REGION", value = "us-east-1" },
    ]
  }])
}
