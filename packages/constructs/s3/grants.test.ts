import { type BucketScope, read, readWrite, sync, write } from "./grants";

const account = { partition: "aws", id: "123456789012" };
const whole: BucketScope = { account, bucket: "data", prefixes: [] };
const part: BucketScope = { account, bucket: "data", prefixes: ["logs/", "a/b/"] };
const why = "A test needs it";

const OURS = { operator: "StringEquals", key: "aws:ResourceAccount", values: ["123456789012"] };
const LIST = {
  sid: "ListBucket",
  why,
  actions: ["s3:ListBucket"],
  resources: ["arn:aws:s3:::data"],
  conditions: [OURS],
};
const LIST_PART = {
  ...LIST,
  conditions: [OURS, { operator: "StringLike", key: "s3:prefix", values: ["logs/*", "a/b/*"] }],
};
const ALL = ["arn:aws:s3:::data/*"];
const SOME = ["arn:aws:s3:::data/logs/*", "arn:aws:s3:::data/a/b/*"];

it.each([
  ["read", read, "ReadObjects", ["s3:GetObject"], true],
  ["write", write, "WriteObjects", ["s3:PutObject"], false],
  ["readWrite", readWrite, "ReadAndWriteObjects", ["s3:GetObject", "s3:PutObject"], true],
  ["sync", sync, "WriteObjects", ["s3:PutObject"], true],
] as const)("%s gives bucket and object actions on their own resources", (_, grant, sid, actions, lists) => {
  const conditions = [OURS];
  expect(grant(whole, why)).toEqual([...(lists ? [LIST] : []), { sid, why, actions, resources: ALL, conditions }]);
  expect(grant(part, why)).toEqual([...(lists ? [LIST_PART] : []), { sid, why, actions, resources: SOME, conditions }]);
});

it("is limited to a single prefix, too", () => {
  const [list, objects] = read({ ...whole, prefixes: ["logs/"] }, why);
  expect(list?.conditions).toEqual([OURS, { operator: "StringLike", key: "s3:prefix", values: ["logs/*"] }]);
  expect(objects?.resources).toEqual(["arn:aws:s3:::data/logs/*"]);
});

it("is in the account's partition", () => {
  const [, objects] = read({ ...whole, account: { ...account, partition: "aws-cn" } }, why);
  expect(objects?.resources).toEqual(["arn:aws-cn:s3:::data/*"]);
});
