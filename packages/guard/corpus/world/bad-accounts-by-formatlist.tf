variable "trusted_accounts" { default = ["111122223333"] }
resource "aws_iam_role" "x" {
  name               = "x"
  assume_role_policy = data.aws_iam_policy_document.x.json
}
data "aws_iam_policy_document" "x" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = formatlist("arn:aws:iam::%s:root", var.trusted_accounts)
    }
  }
}
