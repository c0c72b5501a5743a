import { UNKNOWN } from "../text";
import { contextOf } from "./context";
import { evaluate } from "./evaluate";
import { parsePolicy } from "./parse";
import { compilePolicy } from "./policy";
import type { Requester } from "./requester";

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const bob: Requester = { kind: "user", arn: "arn:aws:iam::123456789012:user/bob" };

const allow = (action: string | string[], resource = "*") => ({ Effect: "Allow", Action: action, Resource: resource });

function outcome(
  action: string,
  resource: string,
  identity: object,
  context: Record<string, string> = {},
  version: string | undefined = "2012-10-17",
) {
  const { statements, problems } = parsePolicy({ Version: version, Statement: identity }, "identity");
  expect(problems).toEqual([]);
  const policies = { identity: [compilePolicy("identity", statements)] };
  return evaluate({ requester: bob, action, resource, context: contextOf(context) }, policies).outcome;
}

describe(`actions: ${GUIDE}/reference_policies_elements_action.html, ${GUIDE}/reference_policies_elements_notaction.html`, () => {
  it.each<[object, string, string, string]>([
    [allow("iam:ListAccessKeys"), "IAM:listaccesskeys", "*", "allowed"],
    [allow("iam:*AccessKey*"), "iam:CreateAccessKey", "*", "allowed"],
    [allow("iam:*AccessKey*"), "iam:CreateUser", "*", "denied"],
    [allow("*"), "sqs:SendMessage", "*", "allowed"],
    [allow("s3:Get?bject"), "s3:GetObject", "*", "allowed"],
    [allow(["ec2:*", "s3*"]), "s3:GetObject", "*", "allowed"],
    [allow("s3:"), "s3:GetObject", "*", "denied"],
    [allow(`s3:${UNKNOWN}`), "s3:GetObject", "*", "unknown"],
    [allow(`s3:${UNKNOWN}`), "sqs:SendMessage", "*", "denied"],
    [allow("s3:Get*"), `s3:Get${UNKNOWN}`, "*", "allowed"],
    [allow("s3:GetObject"), `s3:Get${UNKNOWN}`, "*", "unknown"],
    [allow("s3:GetObject"), UNKNOWN, "*", "unknown"],
    [
      { Effect: "Allow", NotAction: "s3:DeleteBucket", Resource: "arn:aws:s3:::*" },
      "s3:GetObject",
      "arn:aws:s3:::b/a",
      "allowed",
    ],
    [
      { Effect: "Allow", NotAction: "s3:DeleteBucket", Resource: "arn:aws:s3:::*" },
      "s3:DeleteBucket",
      "arn:aws:s3:::b",
      "denied",
    ],
    [
      { Effect: "Allow", NotAction: "s3:DeleteBucket", Resource: "arn:aws:s3:::*" },
      "s3:ListAllMyBuckets",
      "*",
      "denied",
    ],
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, "ec2:RunInstances", "*", "allowed"],
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, "iam:CreateUser", "*", "denied"],
  ])("%j: %s on %s is %s", (identity, action, resource, expected) =>
    expect(outcome(action, resource, identity)).toBe(expected),
  );
});

describe(`NotAction with Deny: ${GUIDE}/reference_policies_elements_notaction.html`, () => {
  const identity = [
    allow("*"),
    {
      Effect: "Deny",
      NotAction: "iam:*",
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ];
  it.each([
    ["ec2:RunInstances", { "aws:MultiFactorAuthPresent": "false" }, "denied"],
    ["ec2:RunInstances", { "aws:MultiFactorAuthPresent": "true" }, "allowed"],
    ["ec2:RunInstances", {}, "denied"],
    ["iam:CreateUser", { "aws:MultiFactorAuthPresent": "false" }, "allowed"],
  ])("%s with %j: %s", (action, context, expected) => expect(outcome(action, "*", identity, context)).toBe(expected));
});

describe(`resources: ${GUIDE}/reference_policies_elements_resource.html, ${GUIDE}/reference_policies_elements_notresource.html`, () => {
  const notPayroll = {
    Effect: "Deny",
    Action: "s3:*",
    NotResource: ["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"],
  };
  it.each<[object | object[], string, string]>([
    [
      allow("*", "arn:aws:iam::123456789012:user/accounting/*"),
      "arn:aws:iam::123456789012:user/accounting/bob",
      "allowed",
    ],
    [allow("*", "arn:aws:iam::123456789012:user/Bob"), "arn:aws:iam::123456789012:user/bob", "denied"],
    [allow("*", "arn:aws:s3:::b/*/test/*"), "arn:aws:s3:::b/1/object/test/a.jpg", "allowed"],
    [allow("*", "arn:aws:s3:::b/*/test/*"), "arn:aws:s3:::b/1/test.txt", "denied"],
    [allow("*", "arn:aws:s3:::b/a?c"), "arn:aws:s3:::b/abc", "allowed"],
    [allow("*", "arn:aws:s3:::b/*.txt"), "arn:aws:s3:::b/a:b.txt", "allowed"],
    [allow("*", "arn:aws:sqs:*"), "arn:aws:sqs:us-east-1:123456789012:q", "allowed"],
    [allow("*", "arn:aws:sqs:*:q"), "arn:aws:sqs:us-east-1:123456789012:q", "unknown"],
    [allow("*", "arn:aws:sqs:us-*-1:123456789012:q"), "arn:aws:sqs:us-east-1:123456789012:q", "allowed"],
    [allow("*", "arn:aws:sqs:us-*-1:123456789012:q"), "arn:aws:sqs:us-a:x-1:123456789012:q", "unknown"],
    [allow("*", "arn:aws:s3:::${aws:username}-logs"), "arn:aws:s3:::bob-logs", "allowed"],
    [allow("*", "arn:aws:s3:::${aws:username}-logs"), "arn:aws:s3:::eve-logs", "denied"],
    [allow("*", "arn:aws:${aws:username}:::b"), "arn:aws:bob:::b", "unknown"],
    [allow("*", "arn:aws:s3:::${aws:FederatedProvider}"), "arn:aws:s3:::", "denied"],
    [allow("*", `arn:aws:s3:::${UNKNOWN}/*`), "arn:aws:s3:::b/a", "unknown"],
    [allow("*", `arn:aws:s3:::${UNKNOWN}/*`), "arn:aws:sqs:us-east-1:123456789012:q", "denied"],
    [allow("*", "arn:aws:s3:::b/*"), `arn:aws:s3:::b/${UNKNOWN}`, "allowed"],
    [[allow("*"), notPayroll], "arn:aws:s3:::HRBucket/Payroll/2020", "allowed"],
    [[allow("*"), notPayroll], "arn:aws:s3:::HRBucket/Other", "denied"],
  ])("%j on %s: %s", (identity, resource, expected) =>
    expect(outcome("s3:GetObject", resource, identity)).toBe(expected),
  );
});

describe(`incomplete ARNs: ${GUIDE}/reference_identifiers.html#identifiers-arns`, () => {
  const queue = "arn:aws:sqs:us-east-1:123456789012:q";
  const deny = { Effect: "Deny", Action: "*" };
  it.each<[object | object[], string, string]>([
    [allow("*", "arn:aws:sqs"), queue, "allowed"],
    [allow("*", "arn:aws:sqs:us-east-1"), queue, "allowed"],
    [allow("*", "arn:aws:sqs:us-east-1:123456789012"), queue, "allowed"],
    [allow("*", "arn:aws:sqs:us-west-2"), queue, "denied"],
    [allow("*", "arn:aws:sq"), queue, "denied"],
    [allow("*", "arn:aws:sqs:us-east-1:123456789012:"), queue, "denied"],
    [allow("*", "arn:aws:s3:::${aws:username}"), "arn:aws:s3:::bob:x", "denied"],
    [allow("*", `arn:aws:${UNKNOWN}:us-east-1`), queue, "unknown"],
    [[allow("*"), { ...deny, NotResource: "arn:aws:sqs" }], queue, "allowed"],
    [[allow("*"), { ...deny, NotResource: "arn:aws:sqs" }], "arn:aws:s3:::b", "denied"],
  ])("%j on %s: %s", (identity, resource, expected) => expect(outcome("sqs:*", resource, identity)).toBe(expected));

  it("are not completed in a resource policy", () => {
    const everyone = { ...allow("*", "arn:aws:sqs"), Principal: "*" };
    const { statements } = parsePolicy({ Version: "2012-10-17", Statement: everyone }, "resource");
    const request = { requester: bob, action: "sqs:SendMessage", resource: queue, context: contextOf({}) };
    expect(evaluate(request, { resource: [compilePolicy("queue policy", statements)] }).outcome).toBe("denied");
  });
});

it("takes ${...} literally in a policy of version 2008-10-17", () => {
  const statement = allow("s3:*", "arn:aws:s3:::${aws:username}");
  expect(outcome("s3:GetObject", "arn:aws:s3:::bob", statement)).toBe("allowed");
  expect(outcome("s3:GetObject", "arn:aws:s3:::bob", statement, {}, "2008-10-17")).toBe("denied");
  expect(outcome("s3:GetObject", "arn:aws:s3:::${aws:username}", statement, {}, "2008-10-17")).toBe("allowed");
});
