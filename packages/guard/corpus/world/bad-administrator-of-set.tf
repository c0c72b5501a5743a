variable "policies" {
  type    = set(string)
  default = ["AdministratorAccess", "ReadOnlyAccess"]
}
resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "codebuild.amazonaws.com" } }] })
}
resource "aws_iam_role_policy_attachment" "a" {
  for_each   = var.policies
  role       = aws_iam_role.ci.name
  policy_arn = "arn:aws:iam::aws:policy/${each.value}"
}
