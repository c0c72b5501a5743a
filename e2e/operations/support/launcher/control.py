"""What tests say to the launcher, as JSON: POST /launcher/faults {"at": 3, "kind": "throttle"}."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.moto_api._internal.models import moto_api_backend
from moto.sts.models import sts_backends
from werkzeug.wrappers import Request

from recorded import RecordedCall
from response import Response
from state import ACCOUNT, State

PREFIX = "/launcher/"
# A question that waits is answered before any client gives up.
PATIENCE_SECONDS = 10

ADMINISTRATOR = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def serve(environ: dict[str, Any], state: State) -> Response:
    request = Request(environ)
    command = COMMANDS.get(request.path.removeprefix(PREFIX))
    values = {_snake(name): value for name, value in json.loads(request.get_data() or b"{}").items()}
    try:
        if not command:
            raise ValueError(f"There is no {request.path}.")
        status, result = 200, command(state, **values)
    except (TypeError, ValueError) as error:
        status, result = 400, {"error": str(error)}
    return status, {"Content-Type": "application/json"}, json.dumps(result).encode()


def _snake(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: f"_{letter.group().lower()}", name)


def _shown(call: RecordedCall) -> dict[str, Any]:
    return {re.sub("_(.)", lambda found: found.group(1).upper(), name): value for name, value in asdict(call).items()}


def _settings(state: State, **values: Any) -> None:
    state.settings.change(**values)


def _principal(state: State, name: str, statements: list[dict[str, Any]] | None = None) -> dict[str, str]:
    """A user with a key that works. statements: of its policy; without them, it is an administrator."""
    iam = iam_backends[ACCOUNT]["aws"]
    user = iam.create_user("us-east-1", name)
    document = {"Version": "2012-10-17", "Statement": statements or [ADMINISTRATOR]}
    iam.put_user_policy(name, "given", json.dumps(document))
    key = iam.create_access_key(name)
    return {"arn": user.arn, "accessKeyId": key.access_key_id, "secretAccessKey": key.secret_access_key}


def _key(state: State, id: str) -> dict[str, str] | None:
    """For another server that checks signatures; None where AWS would refuse the key."""
    key = iam_backends[ACCOUNT]["aws"].access_keys.get(id)
    session = sts_backends[ACCOUNT]["aws"].get_assumed_role_from_access_key(id)
    if session and session.expiration > utcnow():
        return {"secretAccessKey": session.secret_access_key, "sessionToken": session.session_token}
    return {"secretAccessKey": key.secret_access_key} if key and key.status == "Active" else None


def _calls(state: State) -> list[dict[str, Any]]:
    return [_shown(call) for call in state.recorded.since()]


def _record(state: State, **call: Any) -> None:
    """A call that something else has answered, or that was made long ago."""
    state.recorded.all.append(RecordedCall(**call))


def _fault(state: State, at: int | str, kind: str) -> None:
    state.faults.add(at, kind)


def _pause(state: State, number: int, moment: str) -> None:
    state.faults.pause_at(number, moment)


def _paused(state: State) -> dict[str, Any]:
    try:
        call = state.faults.reached(PATIENCE_SECONDS)
    except TimeoutError:
        return {"waiting": True}
    return {"waiting": False, "call": _shown(call) if call else None}


def _resume(state: State) -> None:
    state.faults.resume()


def _bedrock(state: State, region: str, models: list[Any], profiles: list[Any]) -> None:
    state.bedrock[region] = {"models": models, "profiles": profiles}


def _reset(state: State) -> None:
    state.faults.reset()
    state.recorded.forget()


def _empty(state: State) -> None:
    state.empty()
    moto_api_backend.reset()


COMMANDS: dict[str, Callable[..., Any]] = {
    "settings": _settings,
    "principals": _principal,
    "key": _key,
    "calls": _calls,
    "record": _record,
    "faults": _fault,
    "pause": _pause,
    "paused": _paused,
    "resume": _resume,
    "bedrock": _bedrock,
    "reset": _reset,
    "empty": _empty,
}
