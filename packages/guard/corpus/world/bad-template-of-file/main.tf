data "template_file" "trust" {
  template = file("${path.module}/trust.json")
  vars = {
    repo = "*"
  }
}
resource "aws_iam_role" "gha" {
  name               = "gha"
  assume_role_policy = data.template_file.trust.rendered
}
