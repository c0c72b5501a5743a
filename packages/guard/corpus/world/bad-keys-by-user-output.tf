resource "aws_iam_access_key" "k" {
  for_each = toset(["a", "b"])
  user     = each.key
}
output "keys" { value = { for n, k in aws_iam_access_key.k : n => k.secret } }
