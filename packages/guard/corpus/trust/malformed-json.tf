resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = "{\"Version\": \"2012-10-17\", \"Statement\": ["
}
