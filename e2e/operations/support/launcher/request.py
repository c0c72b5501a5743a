"""Reads an HTTP request as the AWS call that it is, by the service's own model."""

import io
import re
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import UnknownServiceError
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model
from werkzeug.exceptions import HTTPException

CREDENTIAL = re.compile(r"Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/aws4_request")
# Where the name in a signature is not the name of the service's model and of its permissions.
MODELS = {"monitoring": "cloudwatch"}
# The calls that are not signed.
UNSIGNED = {"AssumeRoleWithWebIdentity": "sts", "AssumeRoleWithSAML": "sts"}


@dataclass
class AwsRequest:
    http: Request
    body: bytes
    service: str
    region: str
    access_key_id: str | None
    action: str
    # As the caller names them: {"UserName": "openhands"}.
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def session_token(self) -> str | None:
        return self.http.headers.get("X-Amz-Security-Token")

    @property
    def model(self) -> Any:
        """None where botocore has no model of the service."""
        try:
            return get_service_model(MODELS.get(self.service, self.service))
        except UnknownServiceError:
            return None

    @property
    def protocol(self) -> str:
        """In which the answer has to be."""
        return determine_request_protocol(self.model, self.http.content_type) if self.model else "query"


def read_request(environ: dict[str, Any]) -> AwsRequest:
    http = Request(environ)
    body = http.get_data(parse_form_data=False)
    # Body and length for the next reader.
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    http = Request(dict(environ, **{"wsgi.input": io.BytesIO(body)}))

    signed = CREDENTIAL.search(http.headers.get("Authorization", ""))
    access_key_id, region, service = signed.groups() if signed else (None, "us-east-1", "s3")
    request = AwsRequest(http, body, service, region, access_key_id, action="Unknown")
    named = http.values.get("Action") or http.headers.get("X-Amz-Target", "").rpartition(".")[2]
    if not signed:
        request.service = UNSIGNED.get(named, "s3")
    request.action, uri = (named, {}) if named else _route(request)
    if request.model and request.action in request.model.operation_names:
        request.parameters = _parse(request, uri)
    return request


def _route(request: AwsRequest) -> tuple[str, dict[str, Any]]:
    """The operation of a REST request, and what its path holds."""
    if not request.model:
        return "Unknown", {}
    try:
        operation, uri = get_service_router(request.model.service_name).match(request.http)
        return str(operation.name), uri
    except (HTTPException, NotImplementedError):
        return "Unknown", {}


def _parse(request: AwsRequest, uri: dict[str, Any]) -> dict[str, Any]:
    parser = PROTOCOL_PARSERS[request.protocol](request.model.operation_model(request.action))
    http = request.http
    parts = {"method": http.method, "values": http.values, "headers": http.headers}
    return dict(parser.parse({**parts, "body": request.body, "url_path": http.path, "url_params": uri}))
