import { guard } from "./guard";
import type { AccessModel } from "./model";
import type { Rule, Violation } from "./rule";
import { UNKNOWN } from "./text";

const at = (address: string, file = "main.tf.json", line = 1) => ({ address, root: "", file, line });
const rule = (id: string, violations: readonly Violation[], severity: Rule["severity"] = "error"): Rule => ({
  id,
  area: "trust",
  severity,
  what: "What.",
  why: "Why.",
  fix: "Fix.",
  source: "https://example.com",
  check: () => violations,
});
const MODEL = { changes: [] as unknown, alternatives: [] as unknown } as AccessModel;
const NOW = new Date("2026-11-21T12:00:00Z");
const catalogue = { version: "", services: new Set<string>(), actions: new Map() };
const ROLE = at("aws_iam_role.ci");
const broken = rule("broken", [{ at: ROLE, message: "It is broken." }]);
const judged = (rules: readonly Rule[], options: Partial<Parameters<typeof guard>[1]> = {}) =>
  guard(MODEL, { rules, now: NOW, catalogue, ...options }).map(
    ({ rule: id, severity, address }) => `${severity} ${id} ${address}`,
  );

it("reports what a rule finds, with the rule's reason and fix", () => {
  expect(guard(MODEL, { rules: [broken], now: NOW, catalogue })).toEqual([
    {
      rule: "broken",
      severity: "error",
      ...{ address: "aws_iam_role.ci", file: "main.tf.json", line: 1 },
      message: "It is broken.",
      why: "Why.",
      fix: "Fix.",
    },
  ]);
});

it("prefers a place's own severity over the rule's", () => {
  expect(judged([rule("mild", [{ at: ROLE, message: "-", severity: "info" }])])).toEqual(["info mild aws_iam_role.ci"]);
});

it("prints <unknown> for what is not known before apply", () => {
  const [finding] = guard(MODEL, {
    rules: [rule("vague", [{ at: at(`r["${UNKNOWN}"]`), message: `role ${UNKNOWN}-ci`, fix: `Name ${UNKNOWN}.` }])],
    now: NOW,
    catalogue,
  });
  expect(finding).toMatchObject({ address: 'r["<unknown>"]', message: "role <unknown>-ci", fix: "Name <unknown>." });
});

it("sorts the worst first", () => {
  const rules = (["info", "error", "warning"] as const).map((severity) =>
    rule(severity, [{ at: ROLE, message: "-" }], severity),
  );
  expect(judged(rules)).toEqual([
    "error error aws_iam_role.ci",
    "warning warning aws_iam_role.ci",
    "info info aws_iam_role.ci",
  ]);
});

it("reports a rule that throws as an error, and runs the others", () => {
  const throwing = {
    ...broken,
    id: "throwing",
    check: () => {
      throw new Error("odd input");
    },
  };
  expect(judged([throwing, broken]).sort()).toEqual(["error broken aws_iam_role.ci", "error rule-failed throwing"]);
});

it("reports a known weakness as info, with its remedy", () => {
  const [finding] = guard(MODEL, {
    rules: [broken],
    now: NOW,
    catalogue,
    known: [{ rule: "broken", address: "aws_iam_role.ci", cure: "Harden it." }],
  });
  expect(finding).toMatchObject({ severity: "info", fix: "Harden it." });
  expect(judged([broken], { known: [{ rule: "broken", address: "aws_iam_role.other", cure: "-" }] })).toEqual([
    "error broken aws_iam_role.ci",
  ]);
});

describe("an exemption", () => {
  const exemption = { rule: "broken", address: "aws_iam_role.ci", reason: "We know." };

  it("makes a note of its rule at its address, and of nothing else", () => {
    const other = rule("other", [{ at: ROLE, message: "-" }]);
    const elsewhere = rule("broken", [
      { at: ROLE, message: "-" },
      { at: at("aws_iam_role.cicd"), message: "-" },
    ]);
    expect(judged([elsewhere, other], { exemptions: [exemption] })).toEqual([
      "error other aws_iam_role.ci",
      "error broken aws_iam_role.cicd",
      "info broken aws_iam_role.ci",
    ]);
    const [finding] = guard(MODEL, { rules: [broken], now: NOW, catalogue, exemptions: [exemption] });
    expect(finding).toMatchObject({ severity: "info", exemption: { reason: "We know." } });
  });

  it("of a rule that does not exist gets a suggestion", () => {
    const misspelt = { ...exemption, rule: "github-anyrun" };
    const [finding] = guard(MODEL, { rules: [], now: NOW, catalogue, exemptions: [misspelt] });
    expect(finding).toMatchObject({
      rule: "exemption-unused",
      severity: "warning",
      message: expect.stringContaining("names a rule that does not exist; did you mean github-any-run?"),
    });
  });

  it("covers every instance of a resource", () => {
    const instances = rule("broken", [
      { at: at('aws_iam_role.ci["a"]'), message: "-" },
      { at: at("aws_iam_role.ci[0]"), message: "-" },
    ]);
    expect(judged([instances], { exemptions: [exemption] })).toEqual([
      'info broken aws_iam_role.ci["a"]',
      "info broken aws_iam_role.ci[0]",
    ]);
  });

  it("is reported if it matches nothing", () => {
    expect(judged([], { exemptions: [exemption] })).toEqual(["warning exemption-unused aws_iam_role.ci"]);
  });

  it("from a rule that needs a plan is reported only if it matches nothing in a plan", () => {
    const planned = { ...rule("planned", []), needsPlan: true };
    const options = { rules: [planned], now: NOW, catalogue, exemptions: [{ ...exemption, rule: "planned" }] };
    expect(guard(MODEL, options)).toEqual([]);
    const change = { ...ROLE, type: "aws_iam_role", actions: ["update"], before: {}, after: {} };
    expect(guard({ ...MODEL, changes: [change] }, options)).toMatchObject([{ rule: "exemption-unused" }]);
  });

  it("still holds on its last day, and hides nothing from the next day on", () => {
    expect(judged([broken], { exemptions: [{ ...exemption, expires: "2026-11-21" }] })).toEqual([
      "info broken aws_iam_role.ci",
    ]);
    expect(judged([broken], { exemptions: [{ ...exemption, expires: "2026-11-20" }] })).toEqual([
      "error broken aws_iam_role.ci",
      "warning exemption-expired aws_iam_role.ci",
    ]);
  });
});
