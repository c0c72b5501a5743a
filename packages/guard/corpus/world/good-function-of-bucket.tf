data "aws_caller_identity" "me" {}
resource "aws_lambda_permission" "p" {
  action         = "lambda:InvokeFunction"
  function_name  = "f"
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::bucket"
  source_account = data.aws_caller_identity.me.account_id
}
