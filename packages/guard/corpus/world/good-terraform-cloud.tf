data "tls_certificate" "tfc" { url = "https://app.terraform.io" }
resource "aws_iam_openid_connect_provider" "tfc" {
  url             = data.tls_certificate.tfc.url
  client_id_list  = ["aws.workload.identity"]
  thumbprint_list = [data.tls_certificate.tfc.certificates[0].sha1_fingerprint]
}
resource "aws_iam_role" "tfc" {
  name               = "tfc-role"
  assume_role_policy = <<EOF2
{
 "Version": "2012-10-17",
 "Statement": [
   {
     "Effect": "Allow",
     "Principal": { "Federated": "${aws_iam_openid_connect_provider.tfc.arn}" },
     "Action": "sts:AssumeRoleWithWebIdentity",
     "Condition": {
       "StringEquals": { "app.terraform.io:aud": "${one(aws_iam_openid_connect_provider.tfc.client_id_list)}" },
       "StringLike": { "app.terraform.io:sub": "organization:acme:project:core:workspace:prod:run_phase:*" }
     }
   }
 ]
}
EOF2
}
