import { policyDifferences } from "./policy-differences";

const list = { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::a" };
const read = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::a/*" };
const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });

it.each([
  ["the order of statements", policy(read, list)],
  ["the order of a list", policy(list, { ...read, Action: ["s3:PutObject", "s3:GetObject"] })],
  ["one value in a list", policy({ ...list, Action: ["s3:ListBucket"] }, read)],
  [
    "the order of elements",
    policy({ Resource: "arn:aws:s3:::a", Action: "s3:ListBucket", Effect: "Allow", Sid: "List" }, read),
  ],
])("does not mind %s", (_, actual) => expect(policyDifferences(policy(list, read), actual)).toEqual([]));

it("does not mind a single statement without a list", () => {
  expect(policyDifferences(policy(list), { Version: "2012-10-17", Statement: list })).toEqual([]);
});

it.each([
  [
    "a wider action",
    policy({ ...list, Action: "s3:*" }, read),
    ['statement List differs: Action is "s3:*", exported is "s3:ListBucket".'],
  ],
  [
    "a condition that is gone",
    policy(list, read),
    ['statement List differs: Condition is not there, exported is {"Bool":{"aws:SecureTransport":"true"}}.'],
    policy({ ...list, Condition: { Bool: { "aws:SecureTransport": "true" } } }, read),
  ],
  ["a statement that is gone", policy(list), ["AWS lacks statement Read."]],
  [
    "a statement that somebody has added",
    policy(list, read, { Effect: "Allow", Action: "*", Resource: "*" }),
    ['AWS also has the statement about "*": {"Action":"*","Effect":"Allow","Resource":"*"}.'],
  ],
  ["nothing at all", undefined, ["AWS lacks statement List.", "AWS lacks statement Read."]],
])("names %s", (_, actual, expected, exported = policy(list, read)) =>
  expect(policyDifferences(exported, actual)).toEqual(expected),
);

it("compares statements without a Sid where there is one on each side", () => {
  const { Sid: _, ...nameless } = list;
  expect(policyDifferences(policy(nameless), policy({ ...nameless, Effect: "Deny" }))).toEqual([
    'the statement about "s3:ListBucket" differs: Effect is "Deny", exported is "Allow".',
  ]);
});
