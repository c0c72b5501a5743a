resource "aws_instance" "i" {
  user_data = "psql \"host=db user=x password=$PGPASSWORD dbname=y\""
}
