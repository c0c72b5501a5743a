"""Whether the caller's policies allow the action.

Only the action is compared: an Allow counts for whatever resource and condition it names, a Deny where it has neither,
or where it is the deny of sessions that were issued before an instant. The project's own evaluator proves permissions.
"""

import json
from datetime import datetime, timezone
from fnmatch import fnmatchcase
from typing import Any

from botocore.utils import parse_timestamp
from moto.iam.exceptions import NotFoundException
from moto.iam.models import Policy
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from authentication import UNKNOWN_KEY, refusal_of, session_of
from request import MODELS, AwsRequest
from state import ACCOUNT

# Operations of S3 that have no permission of their name.
S3_PERMISSIONS = {
    "ListBuckets": "ListAllMyBuckets",
    "HeadBucket": "ListBucket",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "HeadObject": "GetObject",
    "CopyObject": "PutObject",
    "DeleteObjects": "DeleteObject",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
}
# Nobody can be denied these.
ALWAYS_ALLOWED = {"sts:GetCallerIdentity", "sts:GetSessionToken"}


def permission_of(request: AwsRequest) -> str:
    """Which action of IAM the call needs: `s3:ListBucket`."""
    action = S3_PERMISSIONS.get(request.action, request.action) if request.service == "s3" else request.action
    return f"{MODELS.get(request.service, request.service)}:{action}"


def authorize(request: AwsRequest, caller: Any) -> None:
    for permission in (permission_of(request), *(("s3:ListBucket",) if _reads_nothing(request) else ())):
        if permission not in ALWAYS_ALLOWED:
            _authorize(request, caller, permission)


def _reads_nothing(request: AwsRequest) -> bool:
    """S3 says that there is no such object only to those who may list the bucket."""
    if request.service != "s3" or request.action not in ("GetObject", "HeadObject"):
        return False
    bucket = s3_backends[ACCOUNT][get_partition(request.region)].buckets.get(request.parameters.get("Bucket"))
    return bool(bucket) and request.parameters.get("Key") not in bucket.keys


def _authorize(request: AwsRequest, caller: Any, permission: str) -> None:
    try:
        policies = caller.collect_policies()
    except NotFoundException as gone:  # The role of a session
        raise refusal_of(request, UNKNOWN_KEY) from gone
    concerned = [one for policy in policies for one in _statements(policy) if _names(one, permission)]
    allowed = any(statement["Effect"] == "Allow" for statement in concerned)
    denied = any(statement["Effect"] == "Deny" and _applies(statement, request) for statement in concerned)
    if denied or not allowed:
        missing = f"because no identity-based policy allows the {permission} action"
        why = "with an explicit deny in an identity-based policy" if denied else missing
        message = f"User: {caller.arn} is not authorized to perform: {permission} {why}"
        json_code = (400, "AccessDeniedException", message)
        xml_code = (403, "AccessDenied", message)
        raise refusal_of(request, {"query": xml_code, "rest-xml": xml_code, "json": json_code})


def _statements(policy: Any) -> list[dict[str, Any]]:
    if isinstance(policy, Policy):
        document = next(version.document for version in policy.versions if version.is_default)
    else:
        document = policy if isinstance(policy, str) else policy["policy_document"]
    statements = json.loads(document)["Statement"]
    return statements if isinstance(statements, list) else [statements]


def _names(statement: dict[str, Any], permission: str) -> bool:
    patterns = statement.get("Action", statement.get("NotAction"))
    patterns = [patterns] if isinstance(patterns, str) else patterns
    named = any(fnmatchcase(permission.lower(), pattern.lower()) for pattern in patterns)
    return named == ("Action" in statement)


def _applies(deny: dict[str, Any], request: AwsRequest) -> bool:
    condition = deny.get("Condition")
    if not condition:
        return deny.get("Resource") in ("*", ["*"])
    issued = {key.lower(): value for key, value in condition.get("DateLessThan", {}).items()}
    instant = issued.get("aws:tokenissuetime")
    # A long-term key has no time of issue: the condition is not met.
    return bool(instant and request.session_token) and _issued(request) < parse_timestamp(instant)


def _issued(request: AwsRequest) -> datetime:
    return session_of(request).access_key.create_date.replace(tzinfo=timezone.utc)
