/**
 * API operations that are not actions, because another action allows them. In lower case.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export const PERMITTED_BY: ReadonlyMap<string, string> = new Map([
  ["bedrock:converse", "bedrock:InvokeModel"],
  ["bedrock:converse*", "bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream"],
  ["bedrock:conversestream", "bedrock:InvokeModelWithResponseStream"],
  ["s3:completemultipartupload", "s3:PutObject"],
  ["s3:copyobject", "s3:GetObject and s3:PutObject"],
  ["s3:createmultipartupload", "s3:PutObject"],
  ["s3:deleteobjects", "s3:DeleteObject"],
  ["s3:headbucket", "s3:ListBucket"],
  ["s3:headobject", "s3:GetObject"],
  ["s3:listbuckets", "s3:ListAllMyBuckets"],
  ["s3:listobjects", "s3:ListBucket"],
  ["s3:listobjectsv2", "s3:ListBucket"],
  ["s3:listobjectversions", "s3:ListBucketVersions"],
  ["s3:uploadpart", "s3:PutObject"],
  ["lambda:invoke", "lambda:InvokeFunction"],
]);
