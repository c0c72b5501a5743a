module "db" {
  source   = "./db"
  password = "@PASSWORD@"
}
