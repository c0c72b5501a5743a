import fc from "fast-check";
import { type PolicyKind, parsePolicy } from "./parse";

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const policy = (statement: unknown) => ({ Version: "2012-10-17", Statement: statement });
const problems = (document: unknown, kind: PolicyKind = "identity") =>
  parsePolicy(document, kind).problems.map(({ path, message }) => `${path} ${message}`);

it("reads a policy, one value or many, one statement or many", () => {
  const one = parsePolicy(policy(allow), "identity");
  expect(one).toEqual(parsePolicy(policy([{ ...allow, Action: ["s3:GetObject"], Resource: ["*"] }]), "identity"));
  expect(one).toEqual({
    problems: [],
    statements: [
      {
        effect: "Allow",
        actions: { not: false, patterns: ["s3:GetObject"] },
        resources: { not: false, patterns: ["*"] },
        conditions: [],
        version: "2012-10-17",
      },
    ],
  });
});

it("reads principals of every type, and conditions with numbers and booleans", () => {
  const { statements, problems } = parsePolicy(
    policy({
      Sid: "All",
      Effect: "Deny",
      NotPrincipal: { AWS: ["123456789012", "*"], Federated: "f", Service: "s", CanonicalUser: "c" },
      NotAction: "a:b",
      NotResource: "r",
      Condition: { Bool: { "aws:SecureTransport": false }, NumericLessThan: { k: [1, "2"] } },
    }),
    "resource",
  );
  expect(problems).toEqual([]);
  expect(statements).toEqual([
    {
      sid: "All",
      effect: "Deny",
      principals: {
        not: true,
        members: [
          { type: "AWS", id: "123456789012" },
          { type: "AWS", id: "*" },
          { type: "Federated", id: "f" },
          { type: "Service", id: "s" },
          { type: "CanonicalUser", id: "c" },
        ],
      },
      actions: { not: true, patterns: ["a:b"] },
      resources: { not: true, patterns: ["r"] },
      conditions: [
        { operator: "Bool", key: "aws:SecureTransport", values: ["false"] },
        { operator: "NumericLessThan", key: "k", values: ["1", "2"] },
      ],
      version: "2012-10-17",
    },
  ]);
});

it("treats a policy without Version as one of version 2008-10-17, as AWS does", () => {
  expect(parsePolicy({ Statement: allow }, "identity").statements[0]?.version).toBe("2008-10-17");
});

const trust = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
it.each<[string, unknown, PolicyKind, string[]]>([
  ["a text instead of an object", "text", "identity", ["policy must be an object, not a string"]],
  ["null", null, "identity", ["policy must be an object, not null"]],
  ["a list", [], "identity", ["policy must be an object, not a list"]],
  ["no statement", { Version: "2012-10-17" }, "identity", ["Statement is required"]],
  ["an empty list", policy([]), "identity", ["Statement must not be empty"]],
  [
    "an unknown version",
    { Version: "2012-10-18", Statement: allow },
    "identity",
    ['Version must be "2012-10-17" or "2008-10-17", not "2012-10-18"'],
  ],
  [
    "the wrong case",
    { version: "2012-10-17", Statement: allow },
    "identity",
    ['policy has the unknown element "version" (did you mean Version?)'],
  ],
  ["a number for a statement", policy([allow, 7]), "identity", ["Statement[1] must be an object, not a number"]],
  [
    "the wrong case in a statement",
    policy({ ...allow, action: "a" }),
    "identity",
    ['Statement has the unknown element "action" (did you mean Action?)'],
  ],
  [
    "a wrong effect",
    policy({ ...allow, Effect: "allow" }),
    "identity",
    ['Statement.Effect must be "Allow" or "Deny", not "allow"'],
  ],
  ["no effect", policy({ Action: "*", Resource: "*" }), "identity", ['Statement.Effect must be "Allow" or "Deny"']],
  [
    "both forms",
    policy({ ...allow, NotAction: "a" }),
    "identity",
    ["Statement must not have both Action and NotAction"],
  ],
  ["no action", policy({ Effect: "Allow", Resource: "*" }), "identity", ["Statement must have Action or NotAction"]],
  [
    "no resource",
    policy({ Effect: "Allow", Action: "*" }),
    "identity",
    ["Statement must have Resource or NotResource"],
  ],
  ["an empty action list", policy({ ...allow, Action: [] }), "identity", ["Statement.Action must not be empty"]],
  [
    "an object for an action",
    policy({ ...allow, Action: [{}] }),
    "identity",
    ["Statement.Action[0] must be a string, not an object"],
  ],
  [
    "a number for a resource",
    policy({ ...allow, Resource: 1 }),
    "identity",
    ["Statement.Resource must be a string, not a number"],
  ],
  [
    "a principal where it is implied",
    policy({ ...allow, Principal: "*" }),
    "identity",
    ["Statement must not have Principal: the policy applies to the identity that it is attached to"],
  ],
  [
    "a resource in a trust policy",
    policy({ ...trust, Resource: "*" }),
    "trust",
    ["Statement must not have Resource: a trust policy applies to its own role"],
  ],
  [
    "no principal in a trust policy",
    policy({ Effect: "Allow", Action: "a" }),
    "trust",
    ["Statement must have Principal or NotPrincipal"],
  ],
  [
    "no principal type",
    policy({ ...trust, Principal: "123456789012" }),
    "trust",
    ['Statement.Principal must be "*" or an object such as {"AWS": ...}'],
  ],
  [
    "an unknown principal type",
    policy({ ...trust, Principal: { aws: "*" } }),
    "trust",
    ['Statement.Principal has the unknown element "aws" (did you mean AWS?)'],
  ],
  ["no principal at all", policy({ ...trust, Principal: {} }), "trust", ["Statement.Principal must not be empty"]],
  [
    "an unknown operator",
    policy({ ...allow, Condition: { StringIs: { k: "v" } } }),
    "identity",
    ["Statement.Condition.StringIs is not an AWS condition operator"],
  ],
  [
    "a value for a key",
    policy({ ...allow, Condition: { StringLike: "v" } }),
    "identity",
    ["Statement.Condition.StringLike must be an object, not a string"],
  ],
  [
    "null for a value",
    policy({ ...allow, Condition: { StringLike: { k: null } } }),
    "identity",
    ['Statement.Condition.StringLike["k"] must be a string, not null'],
  ],
  [
    "a text no policy can hold",
    policy({ ...allow, Resource: "a".repeat(40_000) }),
    "identity",
    ["Statement.Resource has 40000 characters, more than any policy may have"],
  ],
])("refuses %s", (_, document, kind, expected) => expect(problems(document, kind)).toEqual(expected));

it("reports every problem and keeps the valid statements", () => {
  const { statements, problems } = parsePolicy(policy([allow, { Effect: "x", Action: 1 }, allow]), "identity");
  expect(statements).toHaveLength(2);
  expect(problems.map(({ path }) => path)).toEqual(["Statement[1].Effect", "Statement[1].Action", "Statement[1]"]);
});

it("is not fooled by keys of prototypes", () => {
  const hostile = JSON.parse('{"__proto__":{"Version":"2012-10-17","Statement":[]},"constructor":1}');
  expect(problems(hostile)).toEqual([
    'policy has the unknown element "__proto__"',
    'policy has the unknown element "constructor"',
    "Statement is required",
  ]);
  const condition = JSON.parse('{"__proto__":{"k":"v"},"StringEquals":{"__proto__":"v"}}');
  const read = parsePolicy(policy({ ...allow, Condition: condition }), "identity");
  expect(read.problems.map(({ path }) => path)).toEqual(["Statement.Condition.__proto__"]);
});

it("accepts any JSON, however deep, without throwing", () => {
  const deep = JSON.parse(`${'{"Statement":'.repeat(5000)}1${"}".repeat(5000)}`);
  expect(problems(deep)).toContain('Statement has the unknown element "Statement"');
  const kind = fc.constantFrom<PolicyKind>("identity", "resource", "trust");
  const element = fc.constantFrom(
    "Version",
    "Statement",
    "Effect",
    "Principal",
    "Action",
    "Resource",
    "Condition",
    "__proto__",
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: "medium" },
      fc.constantFrom<unknown>(null, 1, true, "*", "Allow", "2012-10-17"),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(element, tie("json"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(fc.property(json, kind, (document, as) => Array.isArray(parsePolicy(document, as).problems)));
});
