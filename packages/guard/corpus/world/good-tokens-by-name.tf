resource "aws_cognito_user_pool_client" "c" {
  name            = "c"
  generate_secret = true
  token_validity_units {
    access_token  = "hours"
    id_token      = "hours"
    refresh_token = "days"
  }
  prevent_user_existence_errors = "ENABLED"
}
