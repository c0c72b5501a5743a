import fc from "fast-check";
import { judged } from "../../support/testing";
import { PERMISSION_RULES } from ".";
import { allow, policyOf, roleWith } from "./support/testing";

const odd = fc.constantFrom(
  ...[
    "*",
    "**",
    "?",
    "*:*",
    "s3:*",
    "__proto__",
    "__proto__:constructor",
    "s3:__proto__",
    "constructor:toString",
    "",
    ":",
    "::",
  ],
  ...[
    "arn:",
    "arn:::::",
    "arn:aws:s3:::",
    "arn:aws:s3:::*/*",
    "arn:aws:iam::*:role/$${aws:username",
    "iam:PassRole",
    "$${}",
  ],
  ...[
    "arn:aws:bedrock:*::foundation-model/",
    "arn:aws:bedrock:us-west-2:1:inference-profile/us.",
    "bedrock:InvokeModel",
    "\u0000",
    "💥",
  ],
);
const text = fc.oneof(odd, fc.string({ maxLength: 40 }));
const texts = fc.oneof(text, fc.array(text, { maxLength: 5 }));
const statement = fc.record(
  {
    Sid: text,
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: texts,
    NotAction: texts,
    Resource: texts,
    NotResource: texts,
    Condition: fc.dictionary(
      fc.constantFrom("StringLike", "Null", "__proto__"),
      fc.dictionary(text, texts, { maxKeys: 2 }),
      { maxKeys: 2 },
    ),
  },
  { requiredKeys: ["Effect", "Action", "Resource"] },
);

it("survives any policy", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 4 }), async (statements) => {
      // A text that looks like a template is Terraform's business.
      const safe = JSON.parse(JSON.stringify(statements).replaceAll("${", "$${").replaceAll("%{", "%%{"));
      const found = await judged(PERMISSION_RULES, roleWith(safe));
      expect(found.filter((said) => said.includes("rule-failed"))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it.each([
  ["many statements", Array.from({ length: 3_000 }, (_, at) => allow("s3:GetObject", `arn:aws:s3:::b${at}/*`))],
  [
    "many actions and resources",
    [
      allow(
        Array.from({ length: 3_000 }, (_, at) => `s3:Get${at}*`),
        Array.from({ length: 3_000 }, (_, at) => `arn:aws:s3:::b${at}/*`),
      ),
    ],
  ],
  ["wildcards that backtrack", [allow(`s3:${"*a".repeat(2_000)}`, `arn:aws:s3:::${"*a".repeat(2_000)}/*`)]],
  ["a long name", [allow(`s3:${"x".repeat(20_000)}`, `arn:aws:s3:::${"y".repeat(20_000)}/*`)]],
  [
    "many profiles",
    [
      allow(
        "bedrock:InvokeModel",
        Array.from(
          { length: 2_000 },
          (_, at) => `arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-${at}`,
        ),
      ),
    ],
  ],
])("finishes on %s", async (_name, statements) => {
  const found = await judged(PERMISSION_RULES, policyOf(...statements));
  expect(found.filter((said) => said.includes("rule-failed"))).toEqual([]);
});
