"""A recorded call as CloudTrail shows it."""

import json
from datetime import datetime, timezone
from typing import Any

from recorded import RecordedCall

# Of S3, calls on objects are data events, and so are these on a bucket.
DATA_EVENTS_OF_BUCKETS = {"HeadBucket", "ListObjects", "ListObjectsV2", "ListObjectVersions", "DeleteObjects"}
READS = ("Get", "List", "Describe", "Head", "Lookup", "Converse", "Invoke", "AssumeRole")

RESOURCES = {
    "UserName": "AWS::IAM::User",
    "RoleName": "AWS::IAM::Role",
    "RoleArn": "AWS::IAM::Role",
    "PolicyArn": "AWS::IAM::Policy",
    "PolicyName": "AWS::IAM::Policy",
    "AccessKeyId": "AWS::IAM::AccessKey",
    "Bucket": "AWS::S3::Bucket",
    "Name": "AWS::SSM::Parameter",
    "KeyId": "AWS::KMS::Key",
}


def is_management(call: RecordedCall) -> bool:
    """A call that was answered, and does not read or write data."""
    if call.status is None:
        return False
    return call.service != "s3" or not ("Key" in call.parameters or call.action in DATA_EVENTS_OF_BUCKETS)


def event_of(call: RecordedCall) -> dict[str, Any]:
    resources = [
        {"ResourceType": RESOURCES[name], "ResourceName": str(value)}
        for name, value in call.parameters.items()
        if name in RESOURCES
    ]
    if call.made:
        resources.append({"ResourceType": RESOURCES["AccessKeyId"], "ResourceName": call.made})
    event = {
        "EventId": call.id,
        "EventName": call.action,
        "ReadOnly": str(call.action.startswith(READS)).lower(),
        "EventTime": datetime.fromtimestamp(call.time, timezone.utc),
        "EventSource": f"{call.service}.amazonaws.com",
        "Resources": resources,
        "CloudTrailEvent": json.dumps(_details(call)),
    }
    if call.access_key_id:
        event["AccessKeyId"] = call.access_key_id
    if call.principal:
        event["Username"] = call.principal.rpartition("/")[2]
    return event


def _details(call: RecordedCall) -> dict[str, Any]:
    session = ":assumed-role/" in (call.principal or "")
    return {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "AssumedRole" if session else "IAMUser",
            "arn": call.principal,
            "accessKeyId": call.access_key_id,
        },
        "eventTime": datetime.fromtimestamp(call.time, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": f"{call.service}.amazonaws.com",
        "eventName": call.action,
        "awsRegion": call.region,
        "sourceIPAddress": call.source_address,
        "requestParameters": {name[:1].lower() + name[1:]: value for name, value in call.parameters.items()},
        "responseElements": {"credentials": {"accessKeyId": call.made}} if call.made else None,
        **({"errorCode": call.error} if call.error else {}),
        "eventID": call.id,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "eventCategory": "Management",
    }
