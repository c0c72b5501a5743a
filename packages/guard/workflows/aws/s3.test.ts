import { UNKNOWN } from "../../text";
import { awsCall } from "./arguments";
import { s3Needs } from "./s3";

/** What a command needs, each as `action resource` without `s3:` and `arn:aws:s3:::`; `?` is what is not known. */
const needs = (command: string) =>
  s3Needs(awsCall(`aws s3 ${command}`.replaceAll("?", UNKNOWN).split(" ")), "aws")?.map(({ action, resource }) =>
    `${action} ${resource}`.replaceAll(UNKNOWN, "?").replace("s3:", "").replace("arn:aws:s3:::", ""),
  );

it.each<[command: string, ...needs: string[]]>([
  ["ls", "ListAllMyBuckets *"],
  ["ls s3://b", "ListBucket b"],
  ["ls s3://b/prefix/ --recursive", "ListBucket b"],
  ["mb s3://b", "CreateBucket b"],
  ["rb s3://b", "DeleteBucket b"],
  ["rb s3://b --force", "ListBucket b", "DeleteObject b/?", "DeleteBucket b"],
  ["presign s3://b/k"],
  ["rm s3://b/k", "DeleteObject b/k"],
  ["rm s3://b/p --recursive", "ListBucket b", "DeleteObject b/p/?"],
  ["rm s3://b/p --recursive --dryrun", "ListBucket b"],
  ["cp f s3://b/k", "PutObject b/k"],
  ["cp f s3://b", "PutObject b/?"],
  ["cp f s3://b/p/ --acl public-read", "PutObject b/p/?", "PutObjectAcl b/p/?"],
  ["cp s3://b/k f", "GetObject b/k"],
  ["cp s3://b/k f --dryrun"],
  ["cp d s3://b/p --recursive", "PutObject b/p/?"],
  ["cp s3://a/p s3://b --recursive", "ListBucket a", "GetObject a/p/?", "PutObject b/?"],
  ["cp f s3://b?", "PutObject b?/?"],
  ["cp f s3://b/?", "PutObject b/?"],
  ["mv f s3://b/k", "PutObject b/k"],
  ["mv s3://a/k s3://b/k", "GetObject a/k", "PutObject b/k", "DeleteObject a/k"],
  ["sync d s3://b/p --delete", "ListBucket b", "PutObject b/p/?", "DeleteObject b/p/?"],
  ["sync s3://a s3://b", "ListBucket a", "ListBucket b", "GetObject a/?", "PutObject b/?"],
  ["sync s3://a d --dryrun", "ListBucket a"],
])("%s", (command, ...expected) => expect(needs(command)).toEqual(expected));

it.each([
  ["a target that may be local", "cp f ?"],
  ["an access point", "cp f s3://arn:aws:s3:eu-west-1:123456789012:accesspoint/x/k"],
  ["a local folder", "ls d"],
  ["a bucket that is not one", "mb b"],
  ["another operation", "website s3://b"],
])("does not know what %s needs", (_, command) => expect(needs(command)).toBeUndefined());
