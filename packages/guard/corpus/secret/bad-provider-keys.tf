provider "aws" {
  region     = "us-east-1"
  access_key = "@KEY_ID@"
  secret_key = "@SECRET_KEY@"
}
