"""Answers and refusals in the shape of the service: XML of IAM and STS, XML of S3, JSON of the others."""

from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model

from request import AwsRequest

Response = tuple[int, dict[str, str], bytes]


class Refusal(ServiceException):
    """What AWS answers instead of doing the call."""

    def __init__(self, status: int, code: str, message: str):
        super().__init__(code, message)
        self.status = status


def answer(request: AwsRequest, result: Any) -> Response:
    return _serialize(request, result)


def refuse(request: AwsRequest, refusal: ServiceException) -> Response:
    status, headers, body = _serialize(request, refusal)
    return getattr(refusal, "status", status), headers, body


def _serialize(request: AwsRequest, result: Any) -> Response:
    model = request.model or get_service_model("iam")
    known = request.action in model.operation_names
    operation = model.operation_model(request.action) if known else OperationModel({"http": {}}, model, "Unknown")
    serializer = get_serializer_class(model.service_name, request.protocol)
    serialized = serializer(operation_model=operation).serialize(result)
    body = serialized["body"]
    return (
        serialized["status_code"],
        {name: str(value) for name, value in serialized["headers"].items()},
        body if isinstance(body, bytes) else body.encode(),
    )
