"""What Bedrock offers in a region, as the test has said it: see launcher.ts."""

from datetime import datetime
from typing import Any

from moto.core.exceptions import ServiceException

from request import AwsRequest
from response import Refusal
from state import State

INSTANTS = ("endOfLifeTime", "legacyTime", "startOfLifeTime")


def list_foundation_models(request: AwsRequest, state: State) -> dict[str, Any]:
    provider = request.parameters.get("byProvider")
    models = [_model(request, one) for one in _offered(request, state, "models")]
    wanted = [one for one in models if provider in (None, one["providerName"])]
    return {"modelSummaries": wanted}


def get_foundation_model(request: AwsRequest, state: State) -> dict[str, Any]:
    return {"modelDetails": _model(request, _one(request, state, request.parameters["modelIdentifier"], "models"))}


def get_foundation_model_availability(request: AwsRequest, state: State) -> dict[str, Any]:
    model = _one(request, state, request.parameters["modelId"], "models")
    agreed = bool(model.get("agreed", True))
    return {
        "modelId": model["modelId"],
        "agreementAvailability": {"status": "AVAILABLE" if agreed else "NOT_AVAILABLE"},
        "authorizationStatus": "AUTHORIZED" if agreed else "NOT_AUTHORIZED",
        "entitlementAvailability": "AVAILABLE" if agreed else "NOT_AVAILABLE",
        "regionAvailability": "AVAILABLE",
    }


def list_inference_profiles(request: AwsRequest, state: State) -> dict[str, Any]:
    profiles = _offered(request, state, "profiles")
    start = int(request.parameters.get("nextToken", 0))
    end = start + request.parameters.get("maxResults", 100)
    page = {"inferenceProfileSummaries": [_profile(one) for one in profiles[start:end]]}
    return page if end >= len(profiles) else {**page, "nextToken": str(end)}


def get_inference_profile(request: AwsRequest, state: State) -> dict[str, Any]:
    return _profile(_one(request, state, request.parameters["inferenceProfileIdentifier"], "profiles"))


def _offered(request: AwsRequest, state: State, kind: str) -> list[dict[str, Any]]:
    return state.bedrock.get(request.region, {}).get(kind, [])


def _one(request: AwsRequest, state: State, id: str, kind: str) -> dict[str, Any]:
    """By its id or its ARN."""
    key = "modelId" if kind == "models" else "inferenceProfileId"
    for one in _offered(request, state, kind):
        if one[key] == id.rpartition("/")[2]:
            return one
    raise _not_found()


def _not_found() -> ServiceException:
    return Refusal(404, "ResourceNotFoundException", "The provided model identifier is invalid.")


def _model(request: AwsRequest, model: dict[str, Any]) -> dict[str, Any]:
    lifecycle = {
        name: datetime.fromisoformat(value) if name in INSTANTS else value
        for name, value in model["modelLifecycle"].items()
    }
    arn = f"arn:aws:bedrock:{request.region}::foundation-model/{model['modelId']}"
    return {**model, "modelArn": arn, "modelLifecycle": lifecycle}


def _profile(profile: dict[str, Any]) -> dict[str, Any]:
    return {"status": "ACTIVE", "type": "SYSTEM_DEFINED", **profile}


ANSWERS = {
    "ListFoundationModels": list_foundation_models,
    "GetFoundationModel": get_foundation_model,
    "GetFoundationModelAvailability": get_foundation_model_availability,
    "ListInferenceProfiles": list_inference_profiles,
    "GetInferenceProfile": get_inference_profile,
}
