import fc from "fast-check";
import { readTerraform } from "../../read";
import { TRUST_RULES } from ".";
import { AUDIENCE, GITHUB, roleWith, trusting } from "./support/testing";

async function check(files: Record<string, string>): Promise<void> {
  const model = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));
  for (const rule of TRUST_RULES) expect([...rule.check(model)]).toBeInstanceOf(Array);
}

const subject = (sub: unknown) => trusting({ StringEquals: AUDIENCE, StringLike: { [`${GITHUB}:sub`]: sub } });

it.each<[string, object[]]>([
  ["a pattern of wildcards", [subject("*a".repeat(4000))]],
  ["a pattern of many single characters", [subject("?".repeat(8000))]],
  ["many patterns of wildcards", [subject(Array.from({ length: 800 }, (_, index) => `*${index}*a*:*`))]],
  ["a text beyond any policy's", [subject("repo:o/r".repeat(100_000))]],
  ["many statements", Array.from({ length: 150 }, (_, index) => subject(`*${index}*`))],
  [
    "keys of the prototype",
    [trusting({ StringLike: { [`${GITHUB}:__proto__`]: "x", [`${GITHUB}:constructor`]: "x", __proto__x: "y" } })],
  ],
  ["names of the prototype", [subject(["repo:__proto__/constructor:*", "__proto__", "toString:x"])]],
  ["a principal of wildcards", [{ Effect: "Allow", Principal: { AWS: "*?".repeat(2000) }, Action: "sts:*?*?*?*?x" }]],
])("comes to an end with %s", async (_, statements) => {
  await check(roleWith(...statements));
});

it("survives any condition", async () => {
  const operator = fc.constantFrom(
    "StringLike",
    "ForAllValues:StringNotEqualsIfExists",
    "Null",
    "Bool",
    "ArnLike",
    "x",
  );
  const key = fc.oneof(
    fc.constantFrom("sub", "aud", "ref", "repository", "job_workflow_ref").map((claim) => `${GITHUB}:${claim}`),
    fc.string(),
  );
  const value = fc.oneof(
    fc.string(),
    fc.array(fc.string()),
    fc.constantFrom("repo:*", "repo:o/r:*", true, 3, null, {}),
  );
  const condition = fc.dictionary(operator, fc.dictionary(key, value as fc.Arbitrary<unknown>));
  await fc.assert(
    fc.asyncProperty(condition, async (some) => {
      await check(roleWith(trusting(some), { ...trusting(some), Effect: "Deny" }));
    }),
    { numRuns: 100 },
  );
});
