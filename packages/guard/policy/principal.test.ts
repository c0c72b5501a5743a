import { asPartial, UNKNOWN } from "../text";
import { contextOf } from "./context";
import { evaluate } from "./evaluate";
import { parsePolicy } from "./parse";
import { compilePolicy, type Policy } from "./policy";
import type { Policies } from "./request";
import type { Requester } from "./requester";

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const everything: Policy = compilePolicy("everything", [
  {
    effect: "Allow",
    actions: { not: false, patterns: [asPartial("*")] },
    resources: { not: false, patterns: [asPartial("*")] },
    conditions: [],
  },
]);

/** Whether the requester gets an object through the resource's policy, with these policies of its own. */
function outcome(resource: object, requester: Requester, own: Omit<Policies, "resource"> = {}) {
  const { statements, problems } = parsePolicy({ Version: "2012-10-17", Statement: resource }, "resource");
  expect(problems).toEqual([]);
  const request = { requester, action: "s3:GetObject", resource: "arn:aws:s3:::b/a", context: contextOf({}) };
  return evaluate(request, { ...own, resource: [compilePolicy("resource", statements)] }).outcome;
}

const to = (principal: unknown, effect = "Allow") => ({
  Effect: effect,
  Principal: principal,
  Action: "s3:*",
  Resource: "*",
});

describe(`requesters without an account: ${GUIDE}/reference_policies_elements_principal.html`, () => {
  const service: Requester = { kind: "service", name: "ecs.amazonaws.com" };
  const anonymous: Requester = { kind: "anonymous" };
  it.each<[string, Requester, unknown, string]>([
    [
      "a service that is named",
      service,
      { Service: ["ecs.amazonaws.com", "elasticloadbalancing.amazonaws.com"] },
      "allowed",
    ],
    ["a service that is not", service, { Service: "ec2.amazonaws.com" }, "denied"],
    ["a service among accounts", service, { AWS: "123456789012" }, "denied"],
    ["anyone", anonymous, "*", "allowed"],
    ["any AWS principal", anonymous, { AWS: "*" }, "allowed"],
    ["an account", anonymous, { AWS: "123456789012" }, "denied"],
    ["a canonical user", anonymous, { CanonicalUser: "79a59df900b949e5" }, "denied"],
  ])("%s", (_, requester, principal, expected) => expect(outcome(to(principal), requester)).toBe(expected));
  it("are recognized by their keys", () => {
    const condition = { StringEquals: { "aws:PrincipalServiceName": "ecs.amazonaws.com" } };
    const resource = { ...to("*"), Condition: condition };
    expect(outcome(resource, service)).toBe("allowed");
    expect(outcome(resource, { kind: "anonymous" })).toBe("denied");
  });
});

it("may be the account whose root an id names that is not fully known", () => {
  const account: Requester = { kind: "account", account: "123456789012" };
  for (const id of [`arn:aws:iam::123456789012:${UNKNOWN}`, `12345678901${UNKNOWN}`, UNKNOWN])
    expect(outcome(to({ AWS: id }), account, { resourceMustAllow: true })).toBe("unknown");
  for (const id of [`arn:aws:iam::210987654321:${UNKNOWN}`, `arn:aws:iam::123456789012:user/${UNKNOWN}`])
    expect(outcome(to({ AWS: id }), account, { resourceMustAllow: true })).toBe("denied");
});

it("may be the bearer of a token of an issuer that is not fully known", () => {
  const bearer: Requester = { kind: "web-identity", issuer: "accounts.google.com" };
  expect(outcome(to({ Federated: `accounts.${UNKNOWN}` }), bearer)).toBe("unknown");
  expect(outcome(to({ Federated: `accounts.example.${UNKNOWN}` }), bearer)).toBe("denied");
});

describe(`NotPrincipal: ${GUIDE}/reference_policies_elements_notprincipal.html`, () => {
  const account = "arn:aws:iam::444455556666:root";
  const bob = { kind: "user" as const, arn: "arn:aws:iam::444455556666:user/Bob" };
  const role = {
    kind: "role" as const,
    arn: "arn:aws:iam::444455556666:role/cross-account-read-only-role",
    session: "cross-account-audit-app",
  };
  const session = "arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app";
  it.each<[string, Requester, string[], { boundary?: Policy }, string]>([
    ["excepts a user with its account", bob, [bob.arn, account], {}, "allowed"],
    ["may deny a user whose account is not listed", bob, [bob.arn], {}, "unknown"],
    ["denies everyone else", role, ["arn:aws:iam::111122223333:user/Eve"], {}, "denied"],
    ["excepts a session with role and account", role, [session, role.arn, account], {}, "allowed"],
    ["excepts a role with its account", role, [role.arn, account], {}, "allowed"],
    ["may deny a session whose role is not listed", role, [session, account], {}, "unknown"],
    ["always denies a user with a boundary", bob, [bob.arn, account], { boundary: everything }, "denied"],
  ])("with Deny %s", (_, requester, members, own, expected) => {
    const resource = [to("*"), { Effect: "Deny", NotPrincipal: { AWS: members }, Action: "s3:*", Resource: "*" }];
    expect(outcome(resource, requester, { identity: [everything], ...own })).toBe(expected);
  });
  it("with Allow names everyone who is not listed", () => {
    const resource = { Effect: "Allow", NotPrincipal: { AWS: bob.arn }, Action: "s3:*", Resource: "*" };
    expect(outcome(resource, role)).toBe("allowed");
    expect(outcome(resource, { kind: "anonymous" })).toBe("allowed");
    expect(outcome(resource, bob)).toBe("denied");
    const listed = (AWS: string) => ({ Effect: "Allow", NotPrincipal: { AWS }, Action: "s3:*", Resource: "*" });
    for (const id of ["444455556666", role.arn, session]) expect(outcome(listed(id), role)).toBe("denied");
  });
  it(`is better written with aws:PrincipalArn: ${GUIDE}/reference_policies_elements_principal.html#principal-anonymous`, () => {
    const resource = [to("*"), { ...to("*", "Deny"), Condition: { ArnNotEquals: { "aws:PrincipalArn": bob.arn } } }];
    expect(outcome(resource, bob)).toBe("allowed");
    expect(outcome(resource, role)).toBe("denied");
  });
});
