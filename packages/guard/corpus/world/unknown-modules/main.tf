variable "roles" { type = map(object({ subjects = list(string) })) }
module "roles" {
  for_each = var.roles
  source   = "./role"
  subjects = each.value.subjects
}
