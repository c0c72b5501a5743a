"""The associations of EKS Pod Identity, of the clusters that moto has.

https://docs.aws.amazon.com/eks/latest/APIReference/API_PodIdentityAssociation.html
"""

import secrets
from datetime import datetime, timezone
from typing import Any

from moto.eks.models import eks_backends

from request import AwsRequest
from response import Refusal
from state import ACCOUNT, State

MOST_RESULTS = 100
# What UpdatePodIdentityAssociation can change.
CHANGEABLE = ("roleArn", "targetRoleArn", "disableSessionTags", "policy")
# A list leaves out what a description has.
SUMMARY = ("clusterName", "namespace", "serviceAccount", "associationArn", "associationId", "ownerArn")


def create(request: AwsRequest, state: State) -> dict[str, Any]:
    given, cluster = request.parameters, _cluster(request)
    for one in _of(request, state):
        if one["clientRequestToken"] == given["clientRequestToken"]:  # The same request again
            return {"association": one}
        if all(one[name] == given[name] for name in ("namespace", "serviceAccount")):
            raise Refusal(409, "ResourceInUseException", f"Association already exists: {one['associationId']}")
    id, now = f"a-{secrets.token_hex(8)}", datetime.now(timezone.utc)
    association: dict[str, Any] = {
        **{name: given[name] for name in ("namespace", "serviceAccount", "clientRequestToken")},
        **{name: given[name] for name in CHANGEABLE if name in given},
        "clusterName": cluster,
        "associationArn": f"arn:aws:eks:{request.region}:{ACCOUNT}:podidentityassociation/{cluster}/{id}",
        "associationId": id,
        "disableSessionTags": given.get("disableSessionTags", False),
        "tags": given.get("tags", {}),
        "createdAt": now,
        "modifiedAt": now,
    }
    state.associations[id] = association
    return {"association": association}


def describe(request: AwsRequest, state: State) -> dict[str, Any]:
    return {"association": _one(request, state)}


def list_all(request: AwsRequest, state: State) -> dict[str, Any]:
    given = request.parameters
    found = [
        {name: one[name] for name in SUMMARY if name in one}
        for one in _of(request, state)
        if all(given.get(name) in (None, one[name]) for name in ("namespace", "serviceAccount"))
    ]
    start = int(given.get("nextToken") or 0)
    end = start + int(given.get("maxResults", MOST_RESULTS))
    page = {"associations": found[start:end]}
    return page if end >= len(found) else {**page, "nextToken": str(end)}


def update(request: AwsRequest, state: State) -> dict[str, Any]:
    association = _one(request, state)
    association.update({name: request.parameters[name] for name in CHANGEABLE if name in request.parameters})
    return {"association": association}


def delete(request: AwsRequest, state: State) -> dict[str, Any]:
    association = _one(request, state)
    del state.associations[str(association["associationId"])]
    return {"association": association}


def _cluster(request: AwsRequest) -> str:
    name = str(request.parameters["clusterName"])
    if name not in eks_backends[ACCOUNT][request.region].clusters:
        raise Refusal(404, "ResourceNotFoundException", f"No cluster found for name: {name}.")
    return name


def _of(request: AwsRequest, state: State) -> list[dict[str, Any]]:
    """Of the request's cluster, which has the region in its ARN."""
    of_cluster = f":eks:{request.region}:{ACCOUNT}:podidentityassociation/{_cluster(request)}/"
    return [one for one in state.associations.values() if of_cluster in one["associationArn"]]


def _one(request: AwsRequest, state: State) -> dict[str, Any]:
    id = request.parameters["associationId"]
    for one in _of(request, state):
        if one["associationId"] == id:
            return one
    raise Refusal(404, "ResourceNotFoundException", f"The association {id} does not exist.")


ANSWERS = {
    "CreatePodIdentityAssociation": create,
    "DescribePodIdentityAssociation": describe,
    "ListPodIdentityAssociations": list_all,
    "UpdatePodIdentityAssociation": update,
    "DeletePodIdentityAssociation": delete,
}
