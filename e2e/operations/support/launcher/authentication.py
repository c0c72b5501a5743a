"""Refuses, as AWS does, callers who are not who they say; moto does not look at inactive keys and ends of sessions."""

import hmac
from datetime import timedelta
from typing import Any

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from moto.core.utils import utcnow
from moto.iam.access_control import CreateAccessKeyFailure, create_access_key
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends
from moto.utilities.utils import get_partition

from request import UNSIGNED, AwsRequest
from response import Refusal
from state import ACCOUNT

QUERY, REST_XML, JSON = "query", "rest-xml", "json"
# What AWS says to a key that it does not know, by the protocol of the service.
UNKNOWN_KEY = {
    QUERY: (403, "InvalidClientTokenId", "The security token included in the request is invalid."),
    REST_XML: (403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
    JSON: (400, "UnrecognizedClientException", "The security token included in the request is invalid."),
}
EXPIRED = {
    QUERY: (403, "ExpiredToken", "The security token included in the request is expired"),
    REST_XML: (400, "ExpiredToken", "The provided token has expired."),
    JSON: (400, "ExpiredTokenException", "The security token included in the request is expired"),
}
DIFFERS = "The request signature we calculated does not match the signature you provided."
WRONG_SIGNATURE = {
    QUERY: (403, "SignatureDoesNotMatch", DIFFERS),
    REST_XML: (403, "SignatureDoesNotMatch", DIFFERS),
    JSON: (400, "InvalidSignatureException", DIFFERS),
}
NOT_SIGNED = {
    QUERY: (403, "MissingAuthenticationToken", "Request is missing Authentication Token"),
    REST_XML: (403, "AccessDenied", "Access Denied"),
    JSON: (400, "MissingAuthenticationTokenException", "Missing Authentication Token"),
}


def refusal_of(request: AwsRequest, table: dict[str, tuple[int, str, str]]) -> Refusal:
    status, code, message = table.get(request.protocol, table[JSON])
    return Refusal(403 if request.protocol == "rest-json" else status, code, message)


def authenticate(request: AwsRequest, key_delay: float) -> Any:
    """The caller, with `arn` and `collect_policies()`; None where the call needs none.

    key_delay: seconds for which AWS does not know a new key yet.
    """
    if not request.access_key_id:
        if request.action in UNSIGNED:
            return None
        raise refusal_of(request, NOT_SIGNED)
    try:
        caller = create_access_key(
            ACCOUNT, get_partition(request.region), request.access_key_id, dict(request.http.headers)
        )
    except CreateAccessKeyFailure as failure:
        raise refusal_of(request, UNKNOWN_KEY) from failure
    if request.session_token:
        _check_session(request)
    else:
        _check_key(request, key_delay)
    if not hmac.compare_digest(_signature(request, caller.create_credentials()), _signature_given(request)):
        raise refusal_of(request, WRONG_SIGNATURE)
    return caller


def _check_session(request: AwsRequest) -> None:
    session = session_of(request)
    if session and session.expiration < utcnow():
        raise refusal_of(request, EXPIRED)


def _check_key(request: AwsRequest, key_delay: float) -> None:
    key = iam_backends[ACCOUNT][get_partition(request.region)].access_keys[request.access_key_id]
    if key.status != "Active" or utcnow() - key.create_date < timedelta(seconds=key_delay):
        raise refusal_of(request, UNKNOWN_KEY)


def session_of(request: AwsRequest) -> Any:
    """The session of moto's STS with which the request is signed."""
    sts = sts_backends[ACCOUNT][get_partition(request.region)]
    return sts.get_assumed_role_from_access_key(request.access_key_id)


def _signature_given(request: AwsRequest) -> str:
    return request.http.headers["Authorization"].rpartition("Signature=")[2]


def _signature(request: AwsRequest, credentials: Any) -> str:
    http = request.http
    signed = http.headers["Authorization"].partition("SignedHeaders=")[2].partition(",")[0].split(";")
    query = f"?{http.query_string.decode()}" if http.query_string else ""
    again = AWSRequest(
        method=http.method,
        url=f"http://{http.host}{http.raw_path}{query}",
        data=request.body,
        headers={name: value for name, value in http.headers.items() if name.lower() in signed},
    )
    again.context["timestamp"] = http.headers.get("X-Amz-Date", "")
    signer = (S3SigV4Auth if request.service == "s3" else SigV4Auth)(credentials, request.service, request.region)
    return signer.signature(signer.string_to_sign(again, signer.canonical_request(again)), again)
