import { UNKNOWN } from "../text";
import { contextOf, UNKNOWN_CONTEXT } from "./context";
import { evaluate } from "./evaluate";
import { type PolicyKind, parsePolicy } from "./parse";
import { compilePolicy } from "./policy";
import type { Policies } from "./request";
import type { Requester } from "./requester";

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
type Document = object | readonly object[];

function read(document: Document, kind: PolicyKind, label: string = kind) {
  const { statements, problems } = parsePolicy({ Version: "2012-10-17", Statement: document }, kind);
  expect(problems).toEqual([]);
  return compilePolicy(label, statements);
}

interface Sides {
  readonly identity?: Document;
  readonly boundary?: Document;
  readonly session?: Document;
  readonly resource?: Document | "none";
  readonly mustAllow?: boolean;
}

const policies = ({ identity, boundary, session, resource, mustAllow }: Sides): Policies => ({
  identity: identity && [read(identity, "identity")],
  boundary: boundary && read(boundary, "identity", "boundary"),
  session: session && [read(session, "identity", "session")],
  resource: resource === "none" ? [] : resource && [read(resource, "resource")],
  resourceMustAllow: mustAllow,
});

const bob: Requester = { kind: "user", arn: "arn:aws:iam::123456789012:user/bob" };

function decide(
  action: string,
  resource: string,
  sides: Sides,
  requester: Requester = bob,
  context: Record<string, string | string[]> = {},
) {
  return evaluate({ requester, action, resource, context: contextOf(context) }, policies(sides));
}
const outcome = (...args: Parameters<typeof decide>) => decide(...args).outcome;

const allow = (action: string | string[], resource: string | string[] = "*") => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
});
const deny = (action: string | string[], resource: string | string[] = "*") => ({
  ...allow(action, resource),
  Effect: "Deny",
});
const to = (principal: unknown, action = "s3:*", effect = "Allow") => ({
  Effect: effect,
  Principal: principal,
  Action: action,
  Resource: "*",
});

describe(`identity and resource policy: ${GUIDE}/reference_policies_evaluation-logic_policy-eval-basics.html`, () => {
  const carlos: Requester = { kind: "user", arn: "arn:aws:iam::123456789012:user/carlossalazar" };
  const bucket = "arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar";
  const sides: Sides = {
    identity: [
      { Sid: "AllowS3ListRead", ...allow(["s3:GetBucketLocation", "s3:ListAllMyBuckets"], "arn:aws:s3:::*") },
      { Sid: "AllowS3Self", ...allow("s3:*", [bucket, `${bucket}/*`]) },
      { Sid: "DenyS3Logs", ...deny("s3:*", "arn:aws:s3:::*log*") },
    ],
    resource: { ...to({ AWS: carlos.arn }), Resource: [bucket, `${bucket}/*`] },
  };
  it("denies what the identity policy explicitly denies", () => {
    const decision = decide("s3:PutObject", `${bucket}-logs/a`, sides, carlos);
    expect(decision.explicit).toBe(true);
    expect(decision.because.map(({ text }) => text)).toEqual([
      `denied: explicitly denies s3:PutObject on ${bucket}-logs/a without conditions (identity, statement "DenyS3Logs")`,
    ]);
  });
  it("allows what both allow", () => {
    const decision = decide("s3:PutObject", `${bucket}/a`, sides, carlos);
    expect(decision).toMatchObject({ outcome: "allowed", explicit: false });
    expect(decision.because.map(({ policy, statement }) => [policy, statement])).toEqual([
      ["identity", 1],
      ["resource", 0],
    ]);
  });
  it("needs one of the two within an account", () => {
    expect(outcome("s3:PutObject", `${bucket}/a`, { identity: sides.identity, resource: "none" }, carlos)).toBe(
      "allowed",
    );
    expect(outcome("s3:PutObject", `${bucket}/a`, { resource: sides.resource }, carlos)).toBe("allowed");
    expect(outcome("s3:PutObject", `${bucket}/a`, { resource: "none" }, carlos)).toBe("denied");
  });
});

describe(`explicit and implicit deny: ${GUIDE}/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html`, () => {
  const identity = [allow(["iam:Get*", "iam:List*"]), deny("iam:*Report")];
  it.each([
    ["iam:GetUser", "allowed", false],
    ["iam:CreatePolicy", "denied", false],
    ["iam:GetOrganizationsAccessReport", "denied", true],
    ["iam:GenerateCredentialReport", "denied", true],
  ])("%s: %s, explicitly: %s", (action, expected, explicit) => {
    const decision = decide(action, "*", { identity: [...identity, allow("iam:GenerateCredentialReport")] });
    expect(decision).toMatchObject({ outcome: expected, explicit });
  });
});

describe(`permissions boundary: ${GUIDE}/access_policies_boundaries.html`, () => {
  const boundary = allow(["s3:*", "cloudwatch:*", "ec2:*"]);
  it("allows only what both allow, and gives nothing on its own", () => {
    const decision = decide("iam:CreateUser", "*", { boundary, identity: allow("iam:CreateUser") });
    expect(decision.outcome).toBe("denied");
    expect(decision.because.map(({ text }) => text)).toEqual([
      "denied: no permissions boundary (boundary) allows iam:CreateUser on *",
    ]);
    expect(outcome("s3:GetObject", "*", { boundary })).toBe("denied");
    expect(outcome("s3:GetObject", "*", { boundary, identity: allow("s3:*") })).toBe("allowed");
  });
  it("is overridden by its own Deny", () => {
    const sides = { boundary: [boundary, deny("s3:*", "arn:aws:s3:::logs/*")], identity: allow("s3:*") };
    expect(outcome("s3:GetObject", "arn:aws:s3:::logs/a", sides)).toBe("denied");
  });
});

// Which implicit denies limit what a resource policy grants within an account: the table of the page.
describe(`who is named: ${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`, () => {
  const account = "111122223333";
  const role: Requester = { kind: "role", arn: `arn:aws:iam::${account}:role/path/examplerole`, session: "session1" };
  const roleSession = `arn:aws:sts::${account}:assumed-role/examplerole/session1`;
  const user: Requester = { kind: "user", arn: `arn:aws:iam::${account}:user/exampleuser`, id: "AIDA1" };
  const federated: Requester = {
    kind: "federated-user",
    arn: `arn:aws:sts::${account}:federated-user/exampleuser`,
    user: user.arn,
  };
  const other = allow("ec2:*");
  const bucket = `arn:aws:s3:::b/a`;
  it.each<[string, Requester, unknown, Sides, string]>([
    ["a role, without identity policy", role, { AWS: role.arn }, {}, "allowed"],
    ["a role, limited by a boundary", role, { AWS: role.arn }, { boundary: other }, "denied"],
    ["a role, limited by a session policy", role, { AWS: role.arn }, { session: other }, "denied"],
    ["a session, not limited", role, { AWS: roleSession }, { boundary: other, session: other }, "allowed"],
    ["another session", role, { AWS: roleSession.replace("session1", "session2") }, {}, "denied"],
    ["a user, not limited by a boundary", user, { AWS: user.arn }, { boundary: other }, "allowed"],
    ["a user by unique id", user, { AWS: "AIDA1" }, {}, "allowed"],
    ["a user by another unique id", user, { AWS: "AIDA2" }, {}, "denied"],
    ["a role by a unique id that is not known", role, { AWS: "AROA1" }, {}, "unknown"],
    ["a federated user", federated, { AWS: federated.arn }, { session: other }, "allowed"],
    ["the user behind a federated session", federated, { AWS: user.arn }, { session: other }, "denied"],
    ["everyone", role, "*", { boundary: other }, "allowed"],
    ["everyone of AWS", role, { AWS: "*" }, { boundary: other }, "allowed"],
    ["the account, which leaves it to identity policies", role, { AWS: account }, {}, "denied"],
    ["the account and an identity policy", role, { AWS: account }, { identity: allow("s3:*") }, "allowed"],
    ["another account's role", role, { AWS: String(role.arn).replace(account, "123456789012") }, {}, "denied"],
    ["a pattern, which names nobody", role, { AWS: `arn:aws:iam::${account}:role/*` }, {}, "denied"],
    ["a service", role, { Service: "ec2.amazonaws.com" }, {}, "denied"],
    ["a canonical user", role, { CanonicalUser: "79a59df900b949e5" }, {}, "denied"],
  ])("%s", (_, requester, principal, sides, expected) => {
    expect(outcome("s3:GetObject", bucket, { ...sides, resource: to(principal) }, requester)).toBe(expected);
  });

  it("gives a federated session without a session policy nothing from identity policies", () => {
    const decision = decide("s3:GetObject", bucket, { identity: allow("*") }, federated);
    expect(decision.outcome).toBe("denied");
    expect(decision.because[0]?.text).toContain("has no session policy");
    expect(outcome("s3:GetObject", bucket, { identity: allow("*"), session: allow("s3:*") }, federated)).toBe(
      "allowed",
    );
  });

  it("requires a key's policy even within the account", () => {
    const key = `arn:aws:kms:us-east-1:${account}:key/1`;
    const identity = allow("kms:*");
    const ask = (principal: unknown, sides: Sides = { identity }) =>
      outcome("kms:Decrypt", key, { ...sides, resource: to(principal, "kms:*"), mustAllow: true }, role);
    expect(ask({ AWS: `arn:aws:iam::${account}:root` })).toBe("allowed");
    expect(ask({ AWS: `arn:aws:iam::${account}:root` }, {})).toBe("denied");
    expect(ask({ AWS: user.arn })).toBe("denied");
    expect(ask({ AWS: role.arn }, {})).toBe("allowed");
  });
});

describe(`across accounts: ${GUIDE}/reference_policies_evaluation-logic-cross-account.html`, () => {
  const queue = "arn:aws:sqs:us-east-1:111122223333:queue";
  const identity = allow("sqs:*", queue);
  const resource = to({ AWS: "123456789012" }, "sqs:*");
  it("needs both sides", () => {
    expect(outcome("sqs:SendMessage", queue, { identity, resource })).toBe("allowed");
    expect(outcome("sqs:SendMessage", queue, { resource })).toBe("denied");
    expect(outcome("sqs:SendMessage", queue, { identity, resource: "none" })).toBe("denied");
    expect(outcome("sqs:SendMessage", queue, { resource: to({ AWS: bob.arn }, "sqs:*") })).toBe("denied");
    expect(outcome("sqs:SendMessage", queue, { resource: to("*", "sqs:*") })).toBe("denied");
  });
  it("does not guess the other account's policy", () => {
    expect(outcome("sqs:SendMessage", queue, { identity })).toBe("unknown");
    expect(outcome("sqs:SendMessage", queue, {})).toBe("denied");
  });
  it("is not limited by a boundary on the other side only", () => {
    expect(outcome("sqs:SendMessage", queue, { identity, resource, boundary: allow("s3:*") })).toBe("denied");
  });
  it("says unknown where the accounts may be the same", () => {
    const somewhere = `arn:aws:sqs:us-east-1:${UNKNOWN}:queue`;
    expect(outcome("sqs:SendMessage", somewhere, { identity: allow("sqs:*"), resource: "none" })).toBe("unknown");
    expect(outcome("sqs:SendMessage", somewhere, { identity: allow("sqs:*"), resource })).toBe("allowed");
  });
  it("treats an account as principals with every permission", () => {
    const account: Requester = { kind: "account", account: "123456789012" };
    expect(outcome("sqs:SendMessage", queue, { resource }, account)).toBe("allowed");
    expect(outcome("sqs:SendMessage", queue, { resource: to({ AWS: "999999999999" }) }, account)).toBe("denied");
    expect(outcome("s3:GetObject", "arn:aws:s3:::b/a", {}, account)).toBe("allowed");
  });
});

it("ignores identity policies for a requester without an account", () => {
  const service: Requester = { kind: "service", name: "ecs.amazonaws.com" };
  expect(outcome("s3:GetObject", "*", { identity: allow("*"), resource: "none" }, service)).toBe("denied");
  expect(outcome("s3:GetObject", "*", { identity: allow("*") }, service)).toBe("unknown");
});

describe("what is not known", () => {
  const secure = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
  const ask = (sides: Sides) =>
    evaluate(
      { requester: bob, action: "s3:GetObject", resource: "arn:aws:s3:::b/a", context: UNKNOWN_CONTEXT },
      policies(sides),
    );
  it("makes a Deny that may apply unknown, unless nothing allows the request anyway", () => {
    const decision = ask({ identity: [allow("s3:*"), { ...deny("s3:*"), ...secure }] });
    expect(decision.outcome).toBe("unknown");
    expect(decision.because.map(({ text }) => text)).toEqual([
      'unknown: condition Bool aws:SecureTransport "false" cannot be decided: it is not known whether the request has the key (identity, statement 1)',
    ]);
    expect(ask({ identity: { ...deny("s3:*"), ...secure } }).outcome).toBe("denied");
  });
  it("does not hide what follows from the requester", () => {
    expect(
      ask({ identity: { ...allow("s3:*"), Condition: { StringEquals: { "aws:username": "bob" } } } }).outcome,
    ).toBe("allowed");
    expect(
      ask({ identity: { ...allow("s3:*"), Condition: { StringEquals: { "aws:username": "eve" } } } }).outcome,
    ).toBe("denied");
  });
  it("includes variables", () => {
    expect(ask({ identity: allow("s3:*", "arn:aws:s3:::${aws:PrincipalTag/team}/*") }).outcome).toBe("unknown");
    expect(ask({ identity: allow("s3:*", "arn:aws:s3:::c${aws:PrincipalTag/team}/*") }).outcome).toBe("denied");
  });
  it("includes a Principal where AWS accepts none, and a missing one where AWS needs it", () => {
    const [statement] = parsePolicy({ Statement: to("*") }, "resource").statements;
    if (!statement) throw new Error("no statement");
    const { principals: _, ...bare } = statement;
    const asked = { requester: bob, action: "s3:GetObject", resource: "*", context: contextOf({}) };
    expect(evaluate(asked, { identity: [compilePolicy("p", [statement])] }).outcome).toBe("unknown");
    expect(evaluate(asked, { identity: [compilePolicy("p", [bare])] }).outcome).toBe("allowed");
    expect(evaluate(asked, { resource: [compilePolicy("p", [bare])] }).outcome).toBe("unknown");
  });
  it("includes principals, resources and whole policies", () => {
    const texts = (decision: ReturnType<typeof ask>) => decision.because.map(({ text }) => text);
    expect(texts(ask({ resource: to({ AWS: UNKNOWN }) }))).toEqual([
      "unknown: it is not known whether the principal matches (resource, statement 0)",
    ]);
    expect(texts(ask({ identity: allow("s3:*", UNKNOWN) }))).toEqual([
      "unknown: it is not known whether the resource matches (identity, statement 0)",
    ]);
    const elsewhere = { requester: bob, action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:111122223333:q" };
    const decision = evaluate({ ...elsewhere, context: contextOf({}) }, policies({ identity: allow("*") }));
    expect(texts(decision)).toEqual([
      `unknown: sqs:SendMessage on ${elsewhere.resource}: the policy of the resource is not known`,
    ]);
  });
});

it("shows unknown parts of the requester and of a Sid as <unknown>", () => {
  const requester: Requester = { kind: "role", arn: `arn:aws:iam::${UNKNOWN}:role/app` };
  const texts = (...statements: object[]) =>
    decide("s3:GetObject", "*", { resource: statements }, requester).because.map(({ text }) => text);
  expect(texts(to({ AWS: "111122223333" }, "s3:Put*"))).toContain(
    "denied: no resource policy (resource) allows s3:GetObject on * for arn:aws:iam::<unknown>:role/app",
  );
  expect(texts({ ...to("*"), Sid: `Of${UNKNOWN}` })).toEqual([
    'allowed: allows s3:GetObject on * without conditions (resource, statement "Of<unknown>")',
  ]);
});

it("names the conditions that failed, in words for a reviewer", () => {
  const identity = {
    Sid: "Home",
    ...allow("s3:*"),
    Condition: { StringLike: { "s3:prefix": "home/*" }, Bool: { "aws:SecureTransport": "true" } },
  };
  const { because } = decide("s3:ListBucket", "arn:aws:s3:::b", { identity }, bob, {
    "s3:prefix": "etc",
    "aws:SecureTransport": "true",
  });
  expect(because).toEqual([
    {
      text: 'denied: condition StringLike s3:prefix "home/*" does not match "etc" (identity, statement "Home")',
      policy: "identity",
      statement: 0,
    },
  ]);
});

describe("what needs no permission", () => {
  const role: Requester = { kind: "role", arn: "arn:aws:iam::123456789012:role/app" };
  const account: Requester = { kind: "account", account: "123456789012" };

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  it.each<[string, Requester, Sides]>([
    ["a user without policies", bob, {}],
    ["a role that is denied it", role, { identity: deny("*") }],
    ["a bounded role", role, { identity: allow("s3:*"), boundary: allow("s3:*") }],
    ["an account", account, {}],
  ])("lets %s ask who it is", (_, requester, sides) => {
    const { outcome: decided, because } = decide("sts:GetCallerIdentity", "*", sides, requester);
    expect(decided).toBe("allowed");
    expect(because).toEqual([{ text: "allowed: sts:GetCallerIdentity needs no permission" }]);
    expect(outcome("STS:getcalleridentity", "*", sides, requester)).toBe("allowed");
  });

  it.each<[string, Requester]>([
    ["a token", { kind: "web-identity", issuer: "token.actions.githubusercontent.com" }],
    ["an anonymous requester", { kind: "anonymous" }],
  ])("answers only requesters with credentials of an account, so not %s", (_, requester) => {
    expect(outcome("sts:GetCallerIdentity", "*", { resource: "none" }, requester)).toBe("denied");
  });

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
  it("lets a user get their own session, unless a policy denies it", () => {
    expect(outcome("sts:GetSessionToken", "*", {})).toBe("allowed");
    expect(outcome("sts:GetSessionToken", "*", { identity: deny("sts:*") })).toBe("denied");
    expect(outcome("sts:GetSessionToken", "*", { identity: deny("sts:AssumeRole") })).toBe("allowed");
    expect(outcome("sts:GetSessionToken", "*", {}, role)).toBe("denied");
  });

  it("applies to nothing else", () => {
    for (const action of ["sts:GetAccessKeyInfo", "sts:DecodeAuthorizationMessage", "sts:GetFederationToken"])
      expect(outcome(action, "*", {})).toBe("denied");
  });
});
