resource "github_actions_secret" "s" {
  repository      = "x"
  secret_name     = "AWS_SECRET_ACCESS_KEY"
  plaintext_value = "@SECRET_KEY@"
}
