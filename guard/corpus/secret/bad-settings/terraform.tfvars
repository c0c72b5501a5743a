db_password = "@PASSWORD@"
