data "aws_secretsmanager_secret_version" "db" { secret_id = "db" }
locals { creds = jsondecode(data.aws_secretsmanager_secret_version.db.secret_string) }
resource "aws_rds_cluster" "c" {
  master_username = local.creds.username
  master_password = local.creds["password"]
}
