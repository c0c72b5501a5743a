import type { S3 } from "@aws-sdk/client-s3";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { evaluate } from "@openhands-aws/guard/policy/evaluate";
import { parsePolicy } from "@openhands-aws/guard/policy/parse";
import { compilePolicy } from "@openhands-aws/guard/policy/policy";
import type { Requester } from "@openhands-aws/guard/policy/requester";
import { asPartial } from "@openhands-aws/guard/text";

const all = { not: false, patterns: [asPartial("*")] };
/** What the caller's own account grants it. */
const EVERYTHING = compilePolicy("everything", [{ effect: "Allow", actions: all, resources: all, conditions: [] }]);

/** Says what a bucket's policy allows, as it is in the account. @param resourceAccount whose bucket it is */
export async function policyOfBucket(s3: S3, bucket: string, resourceAccount: string) {
  const { Policy = "{}" } = await s3.getBucketPolicy({ Bucket: bucket });
  const { statements, problems } = parsePolicy(JSON.parse(Policy), "resource");
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const resource = [compilePolicy(bucket, statements)];
  return (requester: Requester, action: string, key?: string, context: Record<string, string> = {}) =>
    evaluate(
      {
        ...{ requester, action, resourceAccount },
        resource: `arn:aws:s3:::${bucket}${key === undefined ? "" : `/${key}`}`,
        context: contextOf({ "aws:SecureTransport": "true", ...context }),
      },
      { identity: [EVERYTHING], resource },
    ).outcome;
}
