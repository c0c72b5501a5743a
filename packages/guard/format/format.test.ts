import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import fc from "fast-check";
import type { Finding } from "../finding";
import type { Rule } from "../rule";
import { formatJson } from "./json";
import { formatSarif } from "./sarif";
import { formatText } from "./text";

const RULE: Rule = {
  id: "subject-unbounded",
  area: "trust",
  severity: "error",
  what: "The subject is unbounded.",
  why: "Anyone can assume the role.",
  fix: "Name the repository.",
  source: "https://docs.github.com/en/actions/reference/security/oidc",
  check: () => [],
};
const FINDING: Finding = {
  rule: RULE.id,
  severity: "error",
  address: "aws_iam_role.ci",
  file: "terraform/my app/main.tf.json",
  line: 12,
  message: 'Statement 0 accepts "repo:x/y:pull_request".',
  why: RULE.why,
  fix: RULE.fix,
};

const validSarif = (() => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
})();
const sarif = (findings: readonly Finding[]) => JSON.parse(formatSarif(findings, [RULE], "1.2.3"));

const findings = fc.array(
  fc.record({
    rule: fc.constantFrom(RULE.id, "exemption-unused"),
    severity: fc.constantFrom("error", "warning", "info"),
    address: fc.string(),
    file: fc.string(),
    line: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
    message: fc.string({ minLength: 1 }),
    why: fc.string(),
    fix: fc.string(),
    exemption: fc.option(fc.record({ reason: fc.string() }), { nil: undefined }),
  }),
) as fc.Arbitrary<Finding[]>;

it("prints a finding with its place, reason and fix, and a count", () => {
  expect(formatText([FINDING, { ...FINDING, severity: "info", line: undefined }], (_style, text) => text)).toBe(`\
error aws_iam_role.ci [subject-unbounded] terraform/my app/main.tf.json:12
  Statement 0 accepts "repo:x/y:pull_request".
  why: Anyone can assume the role.
  fix: Name the repository.

info aws_iam_role.ci [subject-unbounded] terraform/my app/main.tf.json
  Statement 0 accepts "repo:x/y:pull_request".
  why: Anyone can assume the role.
  fix: Name the repository.

1 error, 0 warnings, 1 note
`);
});

it("gives programs the findings and a summary", () => {
  expect(JSON.parse(formatJson([FINDING]))).toEqual({
    findings: [FINDING],
    summary: { errors: 1, warnings: 0, notChecked: 0, exempted: 0 },
  });
});

it("shows what is exempted, with the reason, and counts it apart", () => {
  const exempted: Finding = {
    ...FINDING,
    severity: "info",
    exemption: { reason: "The bucket is public.", expires: "2027-01-31" },
  };
  const text = formatText([exempted], (_style, plain) => plain);
  expect(text).toContain("  exempted: The bucket is public. (until 2027-01-31)\n");
  expect(text).toMatch(/\n0 errors, 0 warnings, 0 notes, 1 exempted\n$/);
  expect(JSON.parse(formatJson([exempted])).summary).toEqual({ errors: 0, warnings: 0, notChecked: 0, exempted: 1 });
  expect(sarif([exempted]).runs[0].results[0]).toMatchObject({
    level: "note",
    suppressions: [{ kind: "external", status: "accepted", justification: "The bucket is public. (until 2027-01-31)" }],
  });
});

it("counts apart what was not checked, whatever its severity", () => {
  const found: Finding[] = [{ ...FINDING, notChecked: true, severity: "info" }, FINDING];
  expect(formatText(found, (_style, plain) => plain)).toMatch(/\n1 error, 0 warnings, 1 note, 1 not checked\n$/);
  expect(JSON.parse(formatJson(found)).summary).toEqual({ errors: 1, warnings: 0, notChecked: 1, exempted: 0 });
});

it("gives code scanning the rule, the level and the place", () => {
  const [run] = sarif([FINDING]).runs;
  expect(run.tool.driver.rules[0]).toMatchObject({ id: RULE.id, helpUri: RULE.source });
  expect(run.results).toMatchObject([
    {
      ruleId: RULE.id,
      ruleIndex: 0,
      level: "error",
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "terraform/my%20app/main.tf.json" }, region: { startLine: 12 } },
        },
      ],
    },
  ]);
});

it("is valid SARIF for any findings", () => {
  fc.assert(
    fc.property(findings, (found) => {
      expect({ valid: validSarif(sarif(found)), errors: validSarif.errors }).toEqual({ valid: true, errors: null });
    }),
  );
});
