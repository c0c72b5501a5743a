# Sourced by the entrypoint, by login shells (/etc/profile.d) and by interactive ones (/etc/bash.bashrc): the entrypoint
# may have been bypassed, and `su - USER` drops the image's environment.
# shellcheck shell=sh

# One source at a time: with a mounted file of short-lived credentials, nothing may remain that the SDKs would prefer.
# Only once, so that keys that are exported in such a shell reach its children.
if [ "${OPENHANDS_AWS_SOURCE-}" != mounted ] &&
  { [ -n "${OPENHANDS_AWS_CREDENTIALS_FILE-}" ] || [ -d /run/openhands-aws ]; }; then
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION \
    AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN AWS_ROLE_SESSION_NAME AWS_BEARER_TOKEN_BEDROCK \
    AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SHARED_CREDENTIALS_FILE
  export OPENHANDS_AWS_SOURCE=mounted
fi

# The AWS CLI and boto3 know one of these names, the SDK for JavaScript the other.
if [ -n "${AWS_REGION-}" ] && [ -z "${AWS_DEFAULT_REGION-}" ]; then
  export AWS_DEFAULT_REGION="$AWS_REGION"
elif [ -n "${AWS_DEFAULT_REGION-}" ] && [ -z "${AWS_REGION-}" ]; then
  export AWS_REGION="$AWS_DEFAULT_REGION"
fi

if [ -z "${AWS_CONFIG_FILE-}" ] && [ ! -e "${HOME-}/.aws/config" ]; then
  export AWS_CONFIG_FILE=/opt/openhands-aws/aws/config
fi
