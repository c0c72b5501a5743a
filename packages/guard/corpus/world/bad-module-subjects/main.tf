module "r" {
  source   = "./m"
  subjects = ["repo:octo-org/app:*", "repo:*:ref:refs/heads/main"]
}
