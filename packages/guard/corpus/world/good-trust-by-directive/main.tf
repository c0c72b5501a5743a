resource "aws_iam_role" "gha" {
  name               = "gha"
  assume_role_policy = templatefile("${path.module}/trust.tftpl", { branches = ["main", "release/v1"], account = "123456789012" })
}
