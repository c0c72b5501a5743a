resource "aws_elasticache_replication_group" "r" {
  replication_group_id = "r"
  auth_token           = "Zx9kLm3PqR7sTu1VwY5a"
}
