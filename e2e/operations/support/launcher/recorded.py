"""The calls, in their order."""

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from request import AwsRequest
from response import Response

HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
SECRETS = {"WebIdentityToken", "SAMLAssertion", "Password", "NewPassword", "OldPassword", "Plaintext", "SecretString"}
# Of objects, which may be long.
CONTENTS = {"Body"}

CODE = re.compile(rb'<Code>([^<]+)</Code>|"__type": ?"(?:[^"#]*#)?([^"]+)"')
MADE_KEY = re.compile(rb"<AccessKeyId>([^<]+)</AccessKeyId>")
MAKES_KEY = {"CreateAccessKey", "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "GetSessionToken"}


@dataclass
class RecordedCall:
    service: str
    action: str
    region: str
    access_key_id: str | None
    # Its ARN; None where the signature was not right, or the call needs none.
    principal: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    # Which action of IAM it needs.
    permission: str = ""
    # From 1 on; None where it is not counted.
    number: int | None = None
    # None until it is answered, and where it never was done.
    status: int | None = None
    error: str | None = None
    # The access key that it made.
    made: str | None = None
    time: float = field(default_factory=lambda: datetime.now(timezone.utc).timestamp())
    source_address: str = "127.0.0.1"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def answered(self, response: Response) -> None:
        self.status, headers, body = response
        if self.status >= 400:
            code = CODE.search(body)
            named = headers.get("x-amzn-errortype") or headers.get("X-Amzn-Errortype")
            self.error = named or (next(filter(None, code.groups())).decode() if code else "InternalFailure")
        elif self.action in MAKES_KEY and (key := MADE_KEY.search(body)):
            self.made = key.group(1).decode()


class Recorded:
    def __init__(self) -> None:
        # Since the account was empty: what CloudTrail knows.
        self.all: list[RecordedCall] = []
        # Who minted a session in the first place, by the session's key.
        self.origins: dict[str, str] = {}
        self.forget()

    def forget(self) -> None:
        """Counts from 1 again; CloudTrail still knows the calls."""
        self._since = len(self.all)
        self._number = 0

    def empty(self) -> None:
        self.all.clear()
        self.origins.clear()
        self.forget()

    def add(self, call: RecordedCall, counted: list[str]) -> None:
        self.all.append(call)
        if not counted or self.origin(call) in counted:
            self._number += 1
            call.number = self._number

    def origin(self, call: RecordedCall) -> str | None:
        return self.origins.get(call.access_key_id or "", call.principal)

    def remember_session(self, call: RecordedCall) -> None:
        if call.made and (origin := self.origin(call)):
            self.origins[call.made] = origin

    def since(self) -> list[RecordedCall]:
        return self.all[self._since :]


def without_secrets(request: AwsRequest) -> dict[str, Any]:
    secrets = SECRETS | ({"Value"} if request.action == "PutParameter" else set())
    return {
        name: HIDDEN if name in secrets else _plain(value)
        for name, value in request.parameters.items()
        if name not in CONTENTS
    }


def _plain(value: Any) -> Any:
    """As JSON can hold it."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
