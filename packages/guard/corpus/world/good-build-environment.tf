resource "aws_codebuild_project" "p" {
  name = "p"
  environment {
    environment_variable {
      name  = "GITHUB_TOKEN"
      type  = "PARAMETER_STORE"
      value = "/ci/github_token"
    }
  }
}
