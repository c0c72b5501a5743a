resource "aws_lambda_function" "f" {
  environment {
    variables = { CONN = "Server=db;Database=x;User Id=sa;Password=hunter2!;" }
  }
}
