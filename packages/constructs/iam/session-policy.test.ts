import { textMatcher } from "@openhands-aws/guard";
import fc from "fast-check";
import { sessionGrants } from "./session-policy";
import { type Grant, toPolicyJson } from "./statement";

const model = (region: string) => `arn:aws:bedrock:${region}::foundation-model/a.b`;

it("leaves ids, conditions and several regions to the role's own policies", () => {
  const grants: Grant[] = [
    { sid: "Profile", why: "Call", actions: ["bedrock:InvokeModel"], resources: ["arn:aws:bedrock:us-west-2:1:p/a.b"] },
    {
      sid: "Model",
      why: "Call",
      actions: ["bedrock:InvokeModel"],
      resources: [model("us-west-2"), model("us-east-1"), model("")],
      conditions: [{ operator: "StringEquals", key: "bedrock:InferenceProfileArn", values: ["p"] }],
    },
    { sid: "Read", why: "Read", actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::data/a/*"] },
  ];
  expect(JSON.parse(toPolicyJson(sessionGrants(grants)))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "bedrock:InvokeModel",
        Resource: ["arn:aws:bedrock:us-west-2:1:p/a.b", "arn:aws:bedrock:*::foundation-model/a.b"],
      },
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::data/a/*" },
    ],
  });
});

describe("whatever a role is granted", () => {
  const actions = fc.subarray(["s3:GetObject", "ssm:GetParameter", "bedrock:InvokeModel"] as const, { minLength: 1 });
  const resource = fc
    .tuple(
      fc.constantFrom("s3", "ssm"),
      fc.constantFrom("", "us-east-1", "eu-west-1", "*"),
      fc.constantFrom("a", "b/*", "c:d"),
    )
    .map(([service, region, name]) => `arn:aws:${service}:${region}:123456789012:${name}`);
  const grant: fc.Arbitrary<Grant> = fc.record({
    why: fc.constant("A test"),
    actions,
    resources: fc.array(resource, { minLength: 1, maxLength: 5 }),
  });

  it("its session may do the same, with no other action and no other resource except in its region", () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 6 }), (grants) => {
        const pairs = (all: readonly Grant[]) =>
          all.flatMap((one) => one.actions.flatMap((action) => one.resources.map((arn) => [action, arn] as const)));
        const kept = pairs(sessionGrants(grants));
        const placeless = (arn: string) => arn.split(":").toSpliced(3, 1).join(":");
        for (const [action, arn] of pairs(grants))
          expect(kept.some(([other, pattern]) => other === action && textMatcher(pattern, true)(arn))).toBe(true);
        for (const [action, arn] of kept)
          expect(pairs(grants).some(([other, one]) => other === action && placeless(one) === placeless(arn))).toBe(
            true,
          );
      }),
    );
  });
});
