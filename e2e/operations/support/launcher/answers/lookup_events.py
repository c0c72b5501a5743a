"""CloudTrail's LookupEvents over the recorded calls: management events of one region, the newest first.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
"""

import time
from datetime import timezone
from typing import Any

from recorded import RecordedCall
from request import AwsRequest
from response import Refusal
from state import State
from trail_event import event_of, is_management

MOST_RESULTS = 50
MOST_CALLS_A_SECOND = 2
DAYS_KEPT = 90


def lookup_events(request: AwsRequest, state: State) -> dict[str, Any]:
    if state.settings.lookup_rate_limit:
        _limit_rate(state.lookups.setdefault(request.region, []))
    parameters = request.parameters
    most = parameters.get("MaxResults", MOST_RESULTS)
    if not 1 <= most <= MOST_RESULTS:
        raise Refusal(400, "InvalidMaxResultsException", f"Invalid MaxResults value: {most}.")
    start, end = _times(parameters)
    attributes = parameters.get("LookupAttributes", [])
    if len(attributes) > 1:
        raise Refusal(400, "InvalidLookupAttributesException", "You can specify only one LookupAttribute.")

    # The token names the last event that was given: new ones do not move the others.
    before = _position(parameters, state)
    found = [
        (position, event)
        for position, call in reversed(list(enumerate(state.recorded.all[:before])))
        if _is_kept(call, request.region) and start <= call.time <= end
        if all(_has(event := event_of(call), one) for one in attributes or [None])
    ]
    page = {"Events": [event for _, event in found[:most]]}
    if len(found) <= most:
        return page
    return {**page, "NextToken": f"{found[most - 1][0]}/{_asked(parameters)}"}


def _is_kept(call: RecordedCall, region: str) -> bool:
    return call.region == region and is_management(call) and call.time > time.time() - DAYS_KEPT * 86_400


def _times(parameters: dict[str, Any]) -> tuple[float, float]:
    instants = [
        parameters[name].replace(tzinfo=timezone.utc).timestamp() if name in parameters else default
        for name, default in (("StartTime", 0.0), ("EndTime", float("inf")))
    ]
    if instants[0] > instants[1]:
        raise Refusal(400, "InvalidTimeRangeException", "The start time is after the end time.")
    return instants[0], instants[1]


def _position(parameters: dict[str, Any], state: State) -> int:
    if "NextToken" not in parameters:
        return len(state.recorded.all)
    position, _, asked = parameters["NextToken"].partition("/")
    if not position.isdigit() or asked != _asked(parameters):
        raise Refusal(400, "InvalidNextTokenException", "The NextToken is not of this question.")
    return int(position)


def _asked(parameters: dict[str, Any]) -> str:
    """A token is for the same question only."""
    return repr([parameters.get(name) for name in ("LookupAttributes", "StartTime", "EndTime")])


def _has(event: dict[str, Any], attribute: dict[str, str] | None) -> bool:
    if not attribute:
        return True
    key, value = attribute["AttributeKey"], attribute["AttributeValue"]
    if key in ("ResourceName", "ResourceType"):
        return any(resource[key] == value for resource in event["Resources"])
    return bool(event.get(key) == value)


def _limit_rate(answered: list[float]) -> None:
    now = time.monotonic()
    answered[:] = [instant for instant in answered if now - instant < 1]
    if len(answered) >= MOST_CALLS_A_SECOND:
        raise Refusal(400, "ThrottlingException", "Rate exceeded")
    answered.append(now)


ANSWERS = {"LookupEvents": lookup_events}
