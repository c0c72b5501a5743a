#!/bin/bash
# Stands in for the entrypoint of ghcr.io/openhands/agent-canvas, which the npm package lacks: the same programs with the
# same options, of the page's two servers only the one that asks for the key, and all on 127.0.0.1.
set -eu
here=/opt/agent-canvas/package
state=$HOME/.openhands/agent-canvas
export OH_PERSISTENCE_DIR=${OH_PERSISTENCE_DIR:-$HOME/.openhands}
export OH_CONVERSATIONS_PATH=${OH_CONVERSATIONS_PATH:-$state/conversations}
export OH_BASH_EVENTS_DIR=${OH_BASH_EVENTS_DIR:-$state/bash_events}
export OH_EXTRA_PYTHON_PATH=${OH_EXTRA_PYTHON_PATH:-$here/tools}
# It has them by default where the state is, and generates what is missing. Here, what is missing is a mistake.
: "${OH_SECRET_KEY:?}" "${OH_SESSION_API_KEYS_0:?}" "${LOCAL_BACKEND_API_KEY:?}" "${PUBLIC_MODE_PORT:?}"

trap 'kill $(jobs -p); wait; exit 0' TERM INT
openhands-agent-server --host 127.0.0.1 --port "$AGENT_SERVER_PORT" --import-modules canvas_ui_tool &
server=http://127.0.0.1:$AGENT_SERVER_PORT
routes=(--route "/api/automation=http://127.0.0.1:$AUTOMATION_PORT")
for path in api server_info sockets alive health ready docs redoc openapi.json; do
  routes+=(--route "/$path=$server")
done
services=$(node $here/scripts/runtime-services-info.mjs --mode docker --agent-host-alias 127.0.0.1 \
  --agent-server-url "$server" --automation-url "http://127.0.0.1:$PUBLIC_MODE_PORT")
# The image's page is built for /canvas, and npm's for /.
node $here/scripts/static-server.mjs --host 127.0.0.1 --port "$PUBLIC_MODE_PORT" --dir $here/build \
  --base-path "${AGENT_CANVAS_BASE_PATH:-/}" --auth-required --runtime-services-info "$services" "${routes[@]}" &
wait -n
