import { UNKNOWN } from "../text";
import { assumeRole, type RoleRequest } from "./assume-role";
import { contextOf } from "./context";
import { parsePolicy } from "./parse";
import { compilePolicy } from "./policy";
import type { Requester } from "./requester";

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const ISSUER = "token.actions.githubusercontent.com";
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const TARGET = "arn:aws:iam::123456789012:role/target";

const compiled = (kind: "trust" | "identity", statement: object) =>
  compilePolicy(kind, parsePolicy({ Version: "2012-10-17", Statement: statement }, kind).statements);
const trusting = (principal: unknown, action: string | string[] = "sts:AssumeRole", condition: object = {}) => ({
  arn: TARGET,
  trust: compiled("trust", { Effect: "Allow", Principal: principal, Action: action, Condition: condition }),
});
const permitted = (...actions: string[]) => ({
  identity: [compiled("identity", { Effect: "Allow", Action: actions, Resource: TARGET })],
});
const ask = (request: Omit<RoleRequest, "context">, keys: Record<string, string> = {}) =>
  assumeRole({ ...request, context: contextOf(keys) });

describe(`for a token, the trust policy alone decides: ${GUIDE}/id_roles_create_for-idp_oidc.html`, () => {
  const requester: Requester = { kind: "web-identity", issuer: ISSUER };
  const sub = { StringLike: { [`${ISSUER}:sub`]: "repo:a/b:*" } };
  const web = "sts:AssumeRoleWithWebIdentity";
  const keys = { [`${ISSUER}:sub`]: "repo:a/b:ref:refs/heads/main" };

  it("allowed, with the condition that decided", () => {
    const decision = ask({ requester, role: trusting({ Federated: PROVIDER }, web, sub) }, keys);
    expect(decision.outcome).toBe("allowed");
    expect(decision.because.map(({ text }) => text)).toEqual([
      `allowed: allows ${web} on ${TARGET}: condition StringLike ${ISSUER}:sub "repo:a/b:*" matches "repo:a/b:ref:refs/heads/main" (trust, statement 0)`,
    ]);
  });
  it("denied, with the condition that decided", () => {
    const decision = ask(
      { requester, role: trusting({ Federated: PROVIDER }, web, sub) },
      { [`${ISSUER}:sub`]: "repo:c/d:pull_request" },
    );
    expect(decision.outcome).toBe("denied");
    expect(decision.because.map(({ text }) => text)).toEqual([
      `denied: condition StringLike ${ISSUER}:sub "repo:a/b:*" does not match "repo:c/d:pull_request" (trust, statement 0)`,
    ]);
  });
  it.each<[string, unknown, string, string]>([
    ["another provider", { Federated: PROVIDER.replace(ISSUER, "gitlab.com") }, web, "denied"],
    ["a provider whose name begins the same", { Federated: `${PROVIDER}/octocat-inc` }, web, "denied"],
    [
      "a provider of an account that is not known",
      { Federated: `arn:aws:iam::${UNKNOWN}:oidc-provider/${ISSUER}` },
      web,
      "allowed",
    ],
    ["a provider that is not known", { Federated: UNKNOWN }, web, "unknown"],
    ["the action for AWS principals", { Federated: PROVIDER }, "sts:AssumeRole", "denied"],
    ["every provider", { Federated: "*" }, web, "allowed"],
    ["everyone", "*", web, "allowed"],
    ["every AWS principal", { AWS: "*" }, web, "allowed"],
    ["a service", { Service: "ec2.amazonaws.com" }, web, "denied"],
  ])("%s", (_, principal, action, expected) =>
    expect(ask({ requester, role: trusting(principal, action, sub) }, keys).outcome).toBe(expected),
  );
  it("accepts a built-in provider, which has no ARN", () => {
    const google: Requester = { kind: "web-identity", issuer: "accounts.google.com" };
    expect(ask({ requester: google, role: trusting({ Federated: "accounts.google.com" }, web) }).outcome).toBe(
      "allowed",
    );
    expect(ask({ requester, role: trusting({ Federated: "accounts.google.com" }, web) }, keys).outcome).toBe("denied");
  });
});

it("decides on a SAML assertion by the trust policy alone", () => {
  const provider = "arn:aws:iam::123456789012:saml-provider/p";
  const requester: Requester = { kind: "saml", provider };
  expect(ask({ requester, role: trusting({ Federated: provider }, "sts:AssumeRoleWithSAML") }).outcome).toBe("allowed");
  expect(ask({ requester, role: trusting({ Federated: `${provider}2` }, "sts:AssumeRoleWithSAML") }).outcome).toBe(
    "denied",
  );
});

describe("a role chain needs both sides: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html", () => {
  const role = (account: string): Requester => ({ kind: "role", arn: `arn:aws:iam::${account}:role/source` });
  const own = role("123456789012");
  const foreign = role("999999999999");
  const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
  it.each<[string, Requester, unknown, RoleRequest["policies"], string]>([
    ["same account, named directly", own, { AWS: own.kind === "role" && own.arn }, {}, "allowed"],
    ["same account, through the account", own, root("123456789012"), permitted("sts:AssumeRole"), "allowed"],
    ["same account, through the account, without permission", own, root("123456789012"), {}, "denied"],
    ["same account, with permission only", own, root("111122223333"), permitted("sts:AssumeRole"), "denied"],
    [
      "other account, named directly, without permission",
      foreign,
      { AWS: foreign.kind === "role" && foreign.arn },
      {},
      "denied",
    ],
    [
      "other account, named directly, with permission",
      foreign,
      { AWS: foreign.kind === "role" && foreign.arn },
      permitted("sts:AssumeRole"),
      "allowed",
    ],
    [
      "other account, through the account, with permission",
      foreign,
      root("999999999999"),
      permitted("sts:*"),
      "allowed",
    ],
    ["other account, everyone, without permission", foreign, "*", {}, "denied"],
  ])("%s", (_, requester, principal, policies, expected) =>
    expect(ask({ requester, role: trusting(principal), policies }).outcome).toBe(expected),
  );

  it("is decided before the account is known, as long as both are in the same one", () => {
    const source = { kind: "role" as const, arn: `arn:aws:iam::${UNKNOWN}:role/source` };
    const target = (principal: string) => ({
      ...trusting({ AWS: principal }),
      arn: `arn:aws:iam::${UNKNOWN}:role/target`,
    });
    expect(ask({ requester: source, role: target(source.arn) }).outcome).toBe("allowed");
    expect(ask({ requester: source, role: target(`arn:aws:iam::${UNKNOWN}:role/other`) }).outcome).toBe("denied");
    expect(ask({ requester: source, role: target("arn:aws:iam::123456789012:role/source") }).outcome).toBe("unknown");
    expect(ask({ requester: source, role: target(UNKNOWN) }).outcome).toBe("unknown");
  });
});

describe(`session tags: ${GUIDE}/id_session-tags.html#id_session-tags_permissions-required`, () => {
  const requester: Requester = { kind: "user", arn: "arn:aws:iam::123456789012:user/bob" };
  const both = ["sts:AssumeRole", "sts:TagSession"];
  const account = { AWS: "123456789012" };
  it.each<[string, string[], string[], boolean, string]>([
    ["both sides allow them", both, both, true, "allowed"],
    ["the trust policy does not", ["sts:AssumeRole"], both, true, "denied"],
    ["the caller's policy does not", both, ["sts:AssumeRole"], true, "denied"],
    ["no tags are passed", ["sts:AssumeRole"], ["sts:AssumeRole"], false, "allowed"],
  ])("%s", (_, trusted, allowed, tagged, expected) => {
    const decision = ask({ requester, role: trusting(account, trusted), policies: permitted(...allowed), tagged });
    expect(decision.outcome).toBe(expected);
    if (expected === "denied") expect(decision.because[0]?.text).toContain("sts:TagSession");
  });
});
