#!/bin/bash
# Sets up AWS credentials when a sandbox starts, then becomes the command that it was given.
#
# From AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION, or from a web identity's variables, it
# writes ~/.aws/credentials and ~/.aws/config, for programs that drop the environment; without any, it removes what it
# wrote before. With a mounted file of short-lived credentials (OPENHANDS_AWS_CREDENTIALS_FILE, or the directory
# /run/openhands-aws) no key is written or passed on.
#
# Exits with 2 if the input is partial or cannot be written to an ini file. Whatever another user has put in the way of the
# files is reported, and does not stop the start. Prints names and paths, never a value.
{ set +x; } 2>/dev/null # `bash -x` would print the keys.
set -euo pipefail

say() { echo "openhands-aws: $1" >&2; }
fail() {
  say "$1"
  exit 2
}

# Prints those of the variables that are not empty.
given() {
  local name
  for name in "$@"; do
    if [[ -n ${!name-} ]]; then echo "$name"; fi
  done
}

# If a file is mounted, environment.sh drops them.
drop_other_sources() {
  local names
  names=$(given AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_WEB_IDENTITY_TOKEN_FILE)
  unset OPENHANDS_AWS_SOURCE # The caller may have set it.
  # shellcheck source=docker/openhands-runtime/environment.sh
  . /opt/openhands-aws/environment.sh
  if [[ -n $names && ${OPENHANDS_AWS_SOURCE-} == mounted ]]; then
    say "a file of short-lived credentials is mounted: ${names//$'\n'/, } is not passed on."
  fi
}

demand_whole_source() {
  if [[ -n $(given AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN) ]]; then
    demand AWS_ACCESS_KEY_ID
    demand AWS_SECRET_ACCESS_KEY
  fi
  if [[ ${AWS_ACCESS_KEY_ID-} == ASIA* ]]; then demand AWS_SESSION_TOKEN; fi # Such a key is temporary.
  if [[ -n ${AWS_WEB_IDENTITY_TOKEN_FILE-} ]]; then demand AWS_ROLE_ARN; fi
}

demand() {
  if [[ -z ${!1-} ]]; then fail "$1 is missing: set all the variables of a source of credentials, or none."; fi
}

# Values are written as they are. AWS's values have no white space, and ini files do not keep it at their ends.
demand_writable() {
  local name LC_ALL=C
  for name in "$@"; do
    if [[ ${!name-} == *[[:space:][:cntrl:]]* ]]; then
      fail "$name contains white space or a control character, which no AWS value has. A trailing newline may come from \`echo\` without -n."
    fi
  done
}

# Home of the user who runs this, where the started programs will look.
own_home() {
  if [[ ${HOME-} == /?* && -O $HOME ]]; then
    echo "$HOME"
  else
    getent passwd "$EUID" | cut -d: -f6
  fi
}

# Writes the files of the directory $1, through the program that follows if there is one.
write_files() {
  local directory=$1 code=0
  shift
  # The agent's other processes may stop this one, or let it wait for a file system of theirs.
  timeout --foreground --signal=KILL 15 "$@" /opt/openhands-aws/bin/write-aws-files "$directory" || code=$?
  if ((code > 1)); then say "$directory could not be written within 15 s."; fi
  return "$code"
}

# Ends with 3 if the files of the user who runs this may name another source than the environment.
set_up() {
  local home uid gid code=0
  PATH=/usr/sbin:/usr/bin:/sbin:/bin # The container's may lead to the agent's programs.
  demand_whole_source
  demand_writable AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION \
    AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN AWS_ROLE_SESSION_NAME

  home=$(own_home || true)
  if [[ -d $home && -O $home ]]; then
    write_files "$home/.aws" || code=3
  else
    say "uid $EUID has no home directory of its own: no ~/.aws is written for it."
  fi
  if ((EUID != 0)); then return "$code"; fi

  # The image of 1.x has the agent's user; 0.x creates it later, with a copy of the skeleton as its home.
  if IFS=: read -r _ _ uid gid _ home _ < <(getent passwd openhands) && [[ -d $home ]]; then
    # As that user, so that the owner is right and a link leads only where that user may go.
    write_files "$home/.aws" setpriv --reuid="$uid" --regid="$gid" --clear-groups || true
    unset AWS_ACCESS_KEY_ID # Later users must not get it.
  fi
  write_files /etc/skel/.aws || true
  return "$code"
}

drop_other_sources
# In a subshell: the environment may have variables of the same names.
(set_up) || case $? in
  3)
    say "the started program does not read ~/.aws/credentials."
    export AWS_SHARED_CREDENTIALS_FILE="${AWS_SHARED_CREDENTIALS_FILE:-/dev/null}"
    ;;
  *) exit ;;
esac
exec "$@"
