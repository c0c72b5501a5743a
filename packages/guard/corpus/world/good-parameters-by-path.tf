data "aws_caller_identity" "this" {}
data "aws_region" "this" {}
resource "aws_iam_policy" "p" {
  name = "p"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], Resource = "arn:aws:ssm:${data.aws_region.this.id}:${data.aws_caller_identity.this.id}:parameter/app/prod/*" },
    { Effect = "Allow", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "ssm.${data.aws_region.this.id}.amazonaws.com" } } }
  ] })
}
