import fc from "fast-check";
import { asPartial, UNKNOWN } from "../text";
import { type Context, contextOf, UNKNOWN_CONTEXT } from "./context";
import { evaluate } from "./evaluate";
import { OPERATORS } from "./operator";
import { compilePolicy } from "./policy";
import type { Decision, Policies } from "./request";
import type { Requester } from "./requester";
import type { Statement } from "./statement";

const text = fc.stringMatching(/^[ab:*?${}]{0,6}$/);
const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 3 });
const actions = some(fc.constantFrom("s3:*", "s3:get*", "*", "S3:GetObject", "sqs:?end*", `s3:${UNKNOWN}`));
const arns = fc.constantFrom(
  "*",
  "arn:aws:s3:::b/*",
  "arn:aws:s3:::b/a",
  "arn:aws:s3:::${aws:username}/*",
  `arn:aws:s3:::${UNKNOWN}`,
  "arn:aws:sqs:us-*-1:111122223333:q",
);
const ids = fc.constantFrom(
  "*",
  "123456789012",
  "arn:aws:iam::123456789012:root",
  "arn:aws:iam::123456789012:user/bob",
  "arn:aws:iam::123456789012:role/r",
  "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
  "AROA1",
  `arn:aws:iam::123456789012:${UNKNOWN}`,
  UNKNOWN,
);
const types = fc.constantFrom("AWS" as const, "Federated" as const, "Service" as const, "CanonicalUser" as const);
const operator = fc
  .tuple(
    fc.constantFrom("", "ForAllValues:", "ForAnyValue:"),
    fc.constantFrom(...OPERATORS.keys()),
    fc.constantFrom("", "IfExists"),
  )
  .map((parts) => parts.join(""));
const condition = fc.record({
  operator: fc.oneof(operator, fc.constantFrom("Null", "Nonsense")),
  key: fc.constantFrom("aws:username", "K", "k2", "aws:PrincipalArn", UNKNOWN).map(asPartial),
  values: fc
    .array(fc.oneof(text, arns, fc.constantFrom("1", "true", "2020-01-01", "10.0.0.0/8", UNKNOWN)), { maxLength: 3 })
    .map((values) => values.map(asPartial)),
});
const patterns = (of: fc.Arbitrary<string[]>) =>
  fc.record({ not: fc.boolean(), patterns: of.map((texts) => texts.map(asPartial)) });
const statementOf = (effect: Statement["effect"], principals: boolean): fc.Arbitrary<Statement> =>
  fc.record(
    {
      effect: fc.constant(effect),
      actions: patterns(actions),
      resources: patterns(some(arns)),
      conditions: fc.array(condition, { maxLength: 2 }),
      version: fc.constantFrom("2008-10-17" as const, "2012-10-17" as const),
      ...(principals && {
        principals: fc.record({ not: fc.boolean(), members: some(fc.record({ type: types, id: ids.map(asPartial) })) }),
      }),
    },
    { requiredKeys: ["effect", "actions", "conditions", ...(principals ? (["principals"] as never[]) : [])] },
  );
const anyStatement = (principals: boolean) =>
  fc.oneof(statementOf("Allow", principals), statementOf("Deny", principals));

const requester = fc.constantFrom<Requester>(
  { kind: "user", arn: "arn:aws:iam::123456789012:user/bob" },
  { kind: "role", arn: "arn:aws:iam::123456789012:role/r" },
  { kind: "role", arn: `arn:aws:iam::${UNKNOWN}:role/r`, session: "s", id: "AROA1" },
  {
    kind: "federated-user",
    arn: "arn:aws:sts::123456789012:federated-user/f",
    user: "arn:aws:iam::123456789012:user/bob",
  },
  { kind: "account", account: "123456789012" },
  { kind: "service", name: "ec2.amazonaws.com" },
  { kind: "web-identity", issuer: "token.actions.githubusercontent.com" },
  { kind: "anonymous" },
);
const context = fc.oneof(
  fc.constant(UNKNOWN_CONTEXT),
  fc
    .dictionary(
      fc.constantFrom("k", "k2"),
      fc.array(fc.oneof(text, fc.constantFrom("1", "true", UNKNOWN)), { maxLength: 2 }),
    )
    .map((values): Context => contextOf(values)),
);
const request = fc.record({
  requester,
  action: fc.constantFrom("s3:GetObject", "sqs:SendMessage", `s3:${UNKNOWN}`),
  resource: fc.constantFrom("*", "arn:aws:s3:::b/a", "arn:aws:sqs:us-east-1:111122223333:q", UNKNOWN),
  context,
});

const list = (principals: boolean) => fc.array(anyStatement(principals), { maxLength: 4 });
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const sides = fc.record({
  identity: list(false),
  boundary: optional(list(false)),
  session: optional(list(false)),
  resource: optional(list(true)),
  resourceMustAllow: fc.boolean(),
});
type Sides = typeof sides extends fc.Arbitrary<infer T> ? T : never;
const layers = ["identity", "boundary", "session", "resource"] as const;

const compiled = ({ identity, boundary, session, resource, resourceMustAllow }: Sides): Policies => ({
  identity: [compilePolicy("identity", identity)],
  boundary: boundary && compilePolicy("boundary", boundary),
  session: session && [compilePolicy("session", session)],
  resource: resource && [compilePolicy("resource", resource)],
  resourceMustAllow,
});

const RANK: Record<Decision["outcome"], number> = { denied: 0, unknown: 1, allowed: 2 };

it("never throws and always gives a reason", () => {
  fc.assert(
    fc.property(request, sides, (asked, given) => {
      const { outcome, because } = evaluate(asked, compiled(given));
      return because.length > 0 && because.every(({ text }) => text.startsWith(`${outcome}: `) && text.length > 12);
    }),
    { numRuns: 1000 },
  );
});

it("lets a Deny that applies win over every Allow", () => {
  const denyAll: Statement = { effect: "Deny", actions: { not: false, patterns: [asPartial("*")] }, conditions: [] };
  fc.assert(
    fc.property(request, sides, fc.constantFrom(...layers), (asked, given, name) => {
      const everyone = { not: false, members: [{ type: "*" as const, id: asPartial("*") }] };
      const statement = name === "resource" ? { ...denyAll, principals: everyone } : denyAll;
      const belongs = !["service", "web-identity", "anonymous"].includes(asked.requester.kind);
      fc.pre(belongs || name === "resource");
      const decision = evaluate(asked, compiled({ ...given, [name]: [...(given[name] ?? []), statement] }));
      return decision.outcome === "denied" && decision.explicit;
    }),
    { numRuns: 1000 },
  );
});

it("takes nothing away when an Allow is added, and gives nothing when a Deny is", () => {
  const added = fc
    .constantFrom(...layers)
    .chain((name) => fc.tuple(fc.constant(name), anyStatement(name === "resource")));
  fc.assert(
    fc.property(request, sides, added, (asked, given, [name, statement]) => {
      const statements = given[name];
      fc.pre(statements !== undefined);
      const before = RANK[evaluate(asked, compiled(given)).outcome];
      const after = RANK[evaluate(asked, compiled({ ...given, [name]: [...(statements ?? []), statement] })).outcome];
      return statement.effect === "Allow" ? after >= before : after <= before;
    }),
    { numRuns: 1500 },
  );
});

it("does not depend on the order of statements", () => {
  fc.assert(
    fc.property(request, sides, (asked, given) => {
      const reversed = { ...given, ...Object.fromEntries(layers.map((name) => [name, given[name]?.toReversed()])) };
      const [left, right] = [evaluate(asked, compiled(given)), evaluate(asked, compiled(reversed as Sides))];
      return left.outcome === right.outcome && left.explicit === right.explicit;
    }),
    { numRuns: 1000 },
  );
});

it("lets a boundary or a session policy grant nothing on its own", () => {
  fc.assert(
    fc.property(request, sides, (asked, given) => {
      const without = RANK[evaluate(asked, compiled({ ...given, boundary: undefined, session: undefined })).outcome];
      return asked.requester.kind === "federated-user" || RANK[evaluate(asked, compiled(given)).outcome] <= without;
    }),
    { numRuns: 500 },
  );
});

it("decides despite unknown parts only where every value in their place gives the same answer", () => {
  const filled = <T>(of: T, part: string): T => JSON.parse(JSON.stringify(of).replaceAll(UNKNOWN, part)) as T;
  fc.assert(
    fc.property(
      request,
      sides,
      fc.constantFrom("a", "", "GetObject", "bob", "root", "123456789012"),
      (asked, given, part) => {
        fc.pre(asked.context !== UNKNOWN_CONTEXT);
        const said = evaluate(asked, compiled(given)).outcome;
        const { context, ...rest } = asked;
        const known: Context = {
          get: (key) => {
            const values = context.get(key);
            return Array.isArray(values) ? filled(values, part) : values;
          },
        };
        const outcome = evaluate({ ...filled(rest, part), context: known }, compiled(filled(given, part))).outcome;
        return said === "unknown" || outcome === said || outcome === "unknown";
      },
    ),
    { numRuns: 1500 },
  );
});

it("answers for 22,000 actions and several principals", () => {
  const statements: Statement[] = Array.from({ length: 20 }, (_, index) => ({
    effect: index % 7 === 0 ? "Deny" : "Allow",
    actions: {
      not: false,
      patterns: [`service${index}:Get*`, `service${index}:Put?bject`, "sts:AssumeRole", "s3:*Object*"].map(asPartial),
    },
    resources: {
      not: false,
      patterns: [`arn:aws:s3:::bucket${index}/*`, "arn:aws:s3:::${aws:username}/*"].map(asPartial),
    },
    conditions: [
      { operator: "StringLike", key: asPartial("aws:PrincipalTag/team"), values: ["a*", "b"].map(asPartial) },
    ],
  }));
  const policies: Policies = { identity: [compilePolicy("p", statements)] };
  let denied = 0;
  for (let principal = 0; principal < 3; principal++) {
    const requester: Requester = { kind: "role", arn: `arn:aws:iam::123456789012:role/r${principal}` };
    for (let index = 0; index < 22_000; index++) {
      const action = `service${index % 300}:${index % 2 ? "Get" : "Describe"}Thing${index}`;
      const decision = evaluate(
        { requester, action, resource: "arn:aws:s3:::bucket1/x", context: UNKNOWN_CONTEXT },
        policies,
      );
      if (decision.outcome === "denied") denied++;
    }
  }
  expect(denied).toBeGreaterThan(60_000);
});
