resource "aws_iam_role" "ci" {
  name = "ci"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        AWS = "*"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:PrincipalOrgID" = "o-abc1234567"
        }
        ArnLike = {
          "aws:PrincipalArn" = "arn:aws:iam::*:role/deploy"
        }
      }
    }]
  })
}
