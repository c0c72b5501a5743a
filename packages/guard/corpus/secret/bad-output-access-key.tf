resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_access_key" "ci" {
  user = aws_iam_user.ci.name
}

output "credentials" {
  value = {
    id     = aws_iam_access_key.ci.id
    secret = nonsensitive(aws_iam_access_key.ci.secret)
  }
}
