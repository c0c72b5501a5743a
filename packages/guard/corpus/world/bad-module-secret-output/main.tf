module "user" { source = "./modules/user" }
output "secret" { value = module.user.secret }
