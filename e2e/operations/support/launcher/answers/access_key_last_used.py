"""When a key was last used: AWS counts every call with the right signature, and says so some time later."""

from datetime import datetime, timezone
from typing import Any

from moto.iam.models import iam_backends

from request import AwsRequest
from state import ACCOUNT, State


def get_access_key_last_used(request: AwsRequest, state: State) -> dict[str, Any]:
    id = request.parameters["AccessKeyId"]
    user = iam_backends[ACCOUNT]["aws"].get_access_key_last_used(id)["user_name"]
    latest = datetime.now(timezone.utc).timestamp() - state.settings.last_used_lag
    used = [call for call in state.recorded.all if call.access_key_id == id and call.principal and call.time <= latest]
    if not used:
        return {"UserName": user, "AccessKeyLastUsed": {"ServiceName": "N/A", "Region": "N/A"}}
    last = max(used, key=lambda call: call.time)
    when = datetime.fromtimestamp(last.time, timezone.utc)
    return {
        "UserName": user,
        "AccessKeyLastUsed": {"LastUsedDate": when, "ServiceName": last.service, "Region": last.region},
    }


ANSWERS = {"GetAccessKeyLastUsed": get_access_key_last_used}
