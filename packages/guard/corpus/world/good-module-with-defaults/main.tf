module "role" {
  source     = "./modules/role"
  repository = { name = "octo-org/app" }
}
