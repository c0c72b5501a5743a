resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = templatefile("${path.module}/trust.json.tpl", { org = "*", repo = "arch" })
}
