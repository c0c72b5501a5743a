"""Credentials of a user for one service: Bedrock's API keys.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html
"""

import secrets
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.iam.exceptions import DeleteConflictException, LimitExceededException, NotFoundException
from moto.iam.models import iam_backends

from request import AwsRequest
from response import Refusal
from state import ACCOUNT, State

SERVICES = ("bedrock.amazonaws.com", "codecommit.amazonaws.com", "cassandra.amazonaws.com")
MOST_OF_A_SERVICE = 2
SECRET = ("ServicePassword", "ServiceCredentialSecret")


def create(request: AwsRequest, state: State) -> dict[str, Any]:
    user, service = _user(request), request.parameters["ServiceName"]
    if service not in SERVICES:
        raise Refusal(404, "NotSupportedService", f"No such service {service}")
    if len(_of(state, user, service)) >= MOST_OF_A_SERVICE:
        raise LimitExceededException(f"Cannot exceed quota for ServiceSpecificCredentialsPerUser: {MOST_OF_A_SERVICE}")
    created = datetime.now(timezone.utc)
    credential: dict[str, object] = {
        "ServiceSpecificCredentialId": f"ACCA{secrets.token_hex(8).upper()}",
        "UserName": user,
        "ServiceName": service,
        "CreateDate": created,
        "Status": "Active",
        "ServiceCredentialAlias": f"{user}-at-{ACCOUNT}",
        "ServiceCredentialSecret": secrets.token_urlsafe(32),
    }
    if days := request.parameters.get("CredentialAgeDays"):
        credential["ExpirationDate"] = created + timedelta(days=days)
    state.service_credentials[str(credential["ServiceSpecificCredentialId"])] = credential
    return {"ServiceSpecificCredential": credential}


def list_all(request: AwsRequest, state: State) -> dict[str, Any]:
    found = _of(state, _user(request), request.parameters.get("ServiceName"))
    shown = [{name: value for name, value in one.items() if name not in SECRET} for one in found]
    return {"ServiceSpecificCredentials": shown, "IsTruncated": False}


def update(request: AwsRequest, state: State) -> None:
    _one(request, state)["Status"] = request.parameters["Status"]


def delete(request: AwsRequest, state: State) -> None:
    del state.service_credentials[str(_one(request, state)["ServiceSpecificCredentialId"])]


def delete_user(request: AwsRequest, state: State) -> None:
    """What moto does, but where it leaves keys behind, AWS refuses."""
    user, iam = _user(request), iam_backends[ACCOUNT]["aws"]
    if iam.list_access_keys(user):
        raise DeleteConflictException("Cannot delete entity, must delete access keys first.")
    if _of(state, user, None):
        raise DeleteConflictException("Cannot delete entity, must delete referenced objects first.")
    iam.delete_user(user)


def _user(request: AwsRequest) -> str:
    name = request.parameters["UserName"]
    return str(iam_backends[ACCOUNT]["aws"].get_user(name).name)


def _of(state: State, user: str, service: str | None) -> list[dict[str, object]]:
    every = state.service_credentials.values()
    return [one for one in every if one["UserName"] == user and service in (None, one["ServiceName"])]


def _one(request: AwsRequest, state: State) -> dict[str, object]:
    id, user = request.parameters["ServiceSpecificCredentialId"], request.parameters.get("UserName")
    credential = state.service_credentials.get(id)
    if not credential or user not in (None, credential["UserName"]):
        raise NotFoundException(f"No such credential {id} exists")
    return credential


ANSWERS = {
    "CreateServiceSpecificCredential": create,
    "ListServiceSpecificCredentials": list_all,
    "UpdateServiceSpecificCredential": update,
    "DeleteServiceSpecificCredential": delete,
    "DeleteUser": delete_user,
}
