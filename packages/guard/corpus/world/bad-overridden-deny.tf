data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Deny"
    effect    = "Deny"
    actions   = ["iam:*"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "o" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Deny", Effect = "Allow", Action = "*", Resource = "*" }] })]
}
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = data.aws_iam_policy_document.o.json
}
