resource "aws_db_instance" "db" {
  identifier                  = "db"
  username                    = "app"
  manage_master_user_password = true
}
