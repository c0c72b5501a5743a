resource "aws_launch_template" "runner" {
  user_data = base64gzip(<<-SCRIPT
    #!/bin/sh
    export AWS_SECRET_ACCESS_KEY=@SECRET_KEY@
  SCRIPT
  )
}
