#!/bin/bash
# The first design's entrypoint, unchanged except for its messages.
set -e
if [ -n "$AWS_ACCESS_KEY_ID" ] && [ -n "$AWS_SECRET_ACCESS_KEY" ]; then
  mkdir -p ~/.aws
  cat > ~/.aws/credentials << EOF
[default]
aws_access_key_id = $AWS_ACCESS_KEY_ID
aws_secret_access_key = $AWS_SECRET_ACCESS_KEY
EOF
  if [ -n "$AWS_SESSION_TOKEN" ]; then
    echo "aws_session_token = $AWS_SESSION_TOKEN" >> ~/.aws/credentials
  fi
  if [ -n "$AWS_REGION" ]; then
    cat > ~/.aws/config << EOF
[default]
region = $AWS_REGION
EOF
  fi
fi
exec "$@"
