resource "aws_iam_access_key" "k" {
  user = "u"
}
output "s" {
  value = nonsensitive(aws_iam_access_key.k.secret)
}
