moved {
  from = aws_iam_role.old
  to   = aws_iam_role.r
}
import {
  to = aws_iam_role.r
  id = "r"
}
removed {
  from = aws_iam_role.gone
  lifecycle { destroy = false }
}
check "c" {
  assert {
    condition     = true
    error_message = "x"
  }
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
  lifecycle {
    precondition {
      condition     = length("x") > 0
      error_message = "no"
    }
  }
}
