"""The calls that moto cannot answer, or answers without looking at what was called."""

from collections.abc import Callable
from typing import Any

from request import AwsRequest

from . import access_key_last_used, bedrock, eks, lookup_events, service_credentials

Answer = Callable[[AwsRequest, Any], Any]

ANSWERS: dict[str, dict[str, Answer]] = {
    "iam": {**service_credentials.ANSWERS, **access_key_last_used.ANSWERS},
    "bedrock": bedrock.ANSWERS,
    "eks": eks.ANSWERS,
    "cloudtrail": lookup_events.ANSWERS,
}


def answer_for(request: AwsRequest) -> Answer | None:
    return ANSWERS.get(request.service, {}).get(request.action)
