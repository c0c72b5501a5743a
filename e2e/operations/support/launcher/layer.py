"""The layer before moto: counts, records, breaks and refuses calls, and answers those that moto cannot."""

import select
import socket
from collections.abc import Callable, Iterable
from typing import Any

from moto.core.exceptions import ServiceException
from werkzeug.test import run_wsgi_app

import control
from answers import answer_for
from authentication import authenticate
from permissions import authorize, permission_of
from recorded import RecordedCall, without_secrets
from request import AwsRequest, read_request
from response import Refusal, Response, answer, refuse
from state import State

FAILURE = (500, "InternalFailure", "The request processing has failed because of an unknown error.")
FAILURES = {
    "query": FAILURE,
    "rest-xml": (500, "InternalError", FAILURE[2]),
    "json": (500, "InternalServerError", FAILURE[2]),
}
THROTTLED = {
    "query": (400, "Throttling", "Rate exceeded"),
    "rest-xml": (503, "SlowDown", "Please reduce your request rate."),
    "json": (400, "ThrottlingException", "Rate exceeded"),
}


class Broken(Exception):
    """The connection ends without an answer."""


class Layer:
    def __init__(self, moto: Callable[..., Iterable[bytes]]):
        self._moto = moto
        self._state = State()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith("/moto-api"):
            return self._moto(environ, start_response)
        try:
            if path.startswith(control.PREFIX):
                status, headers, body = control.serve(environ, self._state)
            else:
                status, headers, body = self._serve(environ)
        except Broken:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            start_response("500 The connection is gone", [])
            return []
        kept = [(name, value) for name, value in headers.items() if name.lower() != "content-length"]
        start_response(f"{status} -", [*kept, ("Content-Length", str(_length(environ, headers, body)))])
        return [body]

    def _serve(self, environ: dict[str, Any]) -> Response:
        request = read_request(environ)
        call = RecordedCall(request.service, request.action, request.region, request.access_key_id)
        call.parameters, call.permission = without_secrets(request), permission_of(request)
        refusal = self._check(request, call)
        state = self._state
        with state.lock:
            state.recorded.add(call, state.settings.counted)
        fault = state.faults.of(call)
        state.faults.pause(call, "before")
        if fault == "hang":
            state.faults.hang()
        if fault in ("before", "hang") or _client_is_gone(environ):
            raise Broken
        response = self._faulty(request, fault) or (refuse(request, refusal) if refusal else self._do(request, environ))
        call.answered(response)
        state.recorded.remember_session(call)
        state.faults.pause(call, "after")
        if fault == "after":
            raise Broken
        return response

    def _check(self, request: AwsRequest, call: RecordedCall) -> Refusal | None:
        settings = self._state.settings
        if not settings.authenticate:
            return None
        try:
            caller = authenticate(request, settings.key_delay)
            if caller:
                call.principal = caller.arn
                authorize(request, caller)
        except Refusal as refusal:
            return refusal
        return None

    def _faulty(self, request: AwsRequest, fault: str | None) -> Response | None:
        table = {"error": FAILURES, "throttle": THROTTLED}.get(fault or "")
        if not table:
            return None
        status, code, message = table.get(request.protocol, table["json"])
        return refuse(request, Refusal(status, code, message))

    def _do(self, request: AwsRequest, environ: dict[str, Any]) -> Response:
        try:
            if own := answer_for(request):
                return answer(request, own(request, self._state))
        except ServiceException as refusal:
            return refuse(request, refusal)
        chunks, status, headers = run_wsgi_app(self._moto, environ, buffered=True)
        return int(status.split()[0]), dict(headers), b"".join(chunks)


def _client_is_gone(environ: dict[str, Any]) -> bool:
    """A process that was killed during a pause has not made its call."""
    connection = environ["werkzeug.socket"]
    readable, _, _ = select.select([connection], [], [], 0)
    return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""


def _length(environ: dict[str, Any], headers: dict[str, str], body: bytes) -> int:
    """Of what a HEAD asks for, it says the length without the content."""
    said = headers.get("Content-Length", headers.get("content-length"))
    return int(said) if environ["REQUEST_METHOD"] == "HEAD" and said else len(body)
