import { judged } from "../../../support/testing";
import { SOME_NAME } from "../../../text";
import { TRUST_RULES } from "..";

const ISSUER = "token.actions.githubusercontent.com";
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const VARIABLES = { x: {}, y: {}, list: { type: "list(string)" } };

type Conditions = readonly (readonly [operator: string, key: string, value: string])[];
const AUDIENCE = ["StringEquals", `${ISSUER}:aud`, '"sts.amazonaws.com"'] as const;

const jsonencode = (conditions: Conditions): string => {
  const operators = [...new Set(conditions.map(([operator]) => operator))].map((operator) => {
    const members = conditions.flatMap(([one, key, value]) => (one === operator ? `"${key}" = ${value}` : []));
    return `"${operator}" = { ${members.join(", ")} }`;
  });
  return `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "${PROVIDER}" }, Condition = { ${operators.join(", ")} } }] })`;
};

/** Each way to write a trust policy. */
const WRITTEN: Readonly<Record<string, (conditions: Conditions) => string>> = {
  "HCL with jsonencode": (conditions) => `
variable "x" {}
variable "y" {}
variable "list" { type = list(string) }
resource "aws_iam_role" "r" {
  assume_role_policy = ${jsonencode(conditions)}
}
`,
  "HCL with a document": (conditions) => `
variable "x" {}
variable "y" {}
variable "list" { type = list(string) }
data "aws_iam_policy_document" "t" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["${PROVIDER}"]
    }
${conditions.map(([test, key, value]) => `    condition {\n      test = "${test}"\n      variable = "${key}"\n      values = ${/^\[|^var\.list$/.test(value) ? value : `[${value}]`}\n    }\n`).join("")}  }
}
resource "aws_iam_role" "r" {
  assume_role_policy = data.aws_iam_policy_document.t.json
}
`,
  JSON: (conditions) =>
    JSON.stringify({
      variable: VARIABLES,
      resource: { aws_iam_role: { r: { assume_role_policy: `\${${jsonencode(conditions)}}` } } },
    }),
};

const isUnknown = (text: string): boolean => text.includes(": unknown-trust: ");

/** The rules that the role breaks, and whether its trust is not fully known. */
async function found(input: Parameters<typeof judged>[1]): Promise<{ rules: string[]; unknown: boolean }> {
  const all = (await judged(TRUST_RULES, input)).filter((text) => !text.startsWith("info "));
  expect(all.join()).not.toContain(SOME_NAME);
  const rules = all.filter((text) => !isUnknown(text)).map((text) => text.split(": ")[1] ?? "");
  return { rules: rules.sort(), unknown: all.some(isUnknown) };
}

const ANY_RUN = ["github-any-run"];
const ANY_REPOSITORY = ["github-any-run", "github-other-repository"];
const OTHER_REPOSITORY = ["github-other-repository"];
const OTHER_OWNER = ["github-other-owner"];
const NEVER = ["claim-never-matches"];

/** What the literal part of a subject decides, whatever the variables are. */
const SUBJECTS: [subject: string, rules: string[], operator?: string][] = [
  ['"repo:${var.x}:*"', ANY_RUN],
  ['"repo:${var.x}/app:*"', ANY_RUN],
  ['"repo:octo-org/${var.x}:*"', ANY_RUN],
  ['"repo:${var.x}/${var.y}:*"', ANY_RUN],
  ['"repo:${lower(var.x)}:*"', ANY_RUN],
  ['format("repo:%s/%s:*", var.x, var.y)', ANY_RUN],
  ['join("", ["repo:", var.x, ":*"])', ANY_RUN],
  ['"repo:${var.x}/${var.y}:ref:*"', ANY_RUN],
  ['"repo:${var.x}/${var.y}:ref:refs/heads/*"', ANY_RUN],
  ['"repo:${var.x}/${var.y}:environment:*"', ANY_RUN],
  ['[var.x, "repo:octo-org/app:*"]', ANY_RUN],
  ['"repo:${var.x}/*"', ANY_REPOSITORY],
  ['"repo:${var.x}/*:environment:production"', OTHER_REPOSITORY],
  ['"repo:${var.x}/*:environment:${var.y}"', OTHER_REPOSITORY],
  ['"repo:${var.x}/*:ref:refs/heads/main"', OTHER_REPOSITORY],
  ['"repo:octo-org/*:ref:refs/heads/${var.x}"', OTHER_REPOSITORY],
  ['"repo:octo-org/${var.x}-*:*"', OTHER_REPOSITORY],
  ['"repo:*/${var.x}:*"', OTHER_OWNER],
  ['"repo:*/${var.x}:ref:refs/heads/main"', OTHER_OWNER],
  ['"repo:*:environment:${var.x}"', OTHER_OWNER],
  ['[var.x, "*"]', OTHER_OWNER],
  ['["repo:${var.x}:*", "repo:*"]', OTHER_OWNER],
  ['"repo:${var.x}:*"', NEVER, "StringEquals"],
  ['"repo:${var.x}/*"', NEVER, "StringEquals"],
  ['"repo:${var.x}/${var.y}:*"', NEVER, "StringEquals"],
  ['[var.x, "repo:octo-org/app:*"]', NEVER, "StringEquals"],
  ['"repo:${var.x}:*"', ANY_RUN, "ForAnyValue:StringLike"],
  ['"repo:${var.x}:*"', ["claim-not-required"], "ForAllValues:StringLike"],
  ['"repo:${var.x}:*"', ["claim-not-required"], "StringLikeIfExists"],
  ['"repo:${var.x}:*"', OTHER_OWNER, "StringNotLike"],
  ['"repo:${var.x}:ref:refs/heads/main"', []],
  ['"repo:${var.x}/${var.y}:environment:production"', []],
  ['"repo:${var.x}/${var.y}:pull_request"', []],
  ['"repo:octo-org/app:environment:${var.x}"', []],
  ['"repo:octo-org/app:ref:refs/heads/${var.x}"', []],
  ['"repo:octo-org/app:${var.x}"', []],
  ['"repo:${var.x}"', []],
  ['"${var.x}:*"', []],
  ["var.x", []],
  ["var.list", []],
  ['[for one in var.list : "repo:${one}:ref:refs/heads/main"]', []],
  ['"repo:${var.x}:ref:refs/heads/main"', [], "StringEquals"],
];

describe.each(Object.entries(WRITTEN))("in %s", (_, written) => {
  it.each(SUBJECTS)("decides %s: %j %s", async (subject, rules, operator = "StringLike") => {
    const input = written([AUDIENCE, [operator, `${ISSUER}:sub`, subject]]);
    // What is not known is still said.
    expect(await found(input)).toEqual({ rules, unknown: true });
  });

  it.each([
    ["an unknown value", "StringEquals", `${ISSUER}:aud`, "var.x"],
    ["an unknown list", "StringEquals", `${ISSUER}:aud`, "var.list"],
    ["a value that is unknown in part", "StringEquals", `${ISSUER}:aud`, '"https://${var.x}"'],
    ["an unknown issuer", "StringEquals", "${var.x}:aud", '"sts.amazonaws.com"'],
  ])("does not miss an audience of %s", async (_of, ...audience) => {
    const subject = ["StringEquals", `${ISSUER}:sub`, '"repo:octo-org/app:environment:production"'] as const;
    expect(await found(written([subject, audience as unknown as typeof subject]))).toEqual({
      rules: [],
      unknown: true,
    });
  });

  it("misses an audience that is any, beside an unknown subject", async () => {
    const conditions = [
      ["StringLike", `${ISSUER}:aud`, '"*"'],
      ["StringLike", `${ISSUER}:sub`, '"repo:${var.x}:ref:refs/heads/main"'],
    ] as const;
    expect((await found(written(conditions))).rules).toContain("audience-missing");
  });
});

it("names what is known of a repository", async () => {
  const input = WRITTEN.JSON?.([AUDIENCE, ["StringLike", `${ISSUER}:sub`, '"repo:${var.x}/app:*"']]) ?? "";
  expect(await judged(TRUST_RULES, input)).toContainEqual(
    expect.stringContaining(
      "github-any-run: The trust policy of aws_iam_role.r, statement 0, accepts runs of <unknown>/app that",
    ),
  );
});

describe("in a plan", () => {
  const plan = (change: object) => ({
    "plan.json": JSON.stringify({
      format_version: "1.2",
      planned_values: {
        root_module: {
          resources: [
            {
              address: "aws_iam_role.r",
              mode: "managed",
              type: "aws_iam_role",
              name: "r",
              values: { name: "r", ...change },
            },
          ],
        },
      },
      resource_changes: [
        {
          ...{ address: "aws_iam_role.r", mode: "managed", type: "aws_iam_role", name: "r" },
          change: {
            actions: ["create"],
            before: null,
            after: { name: "r", ...change },
            after_unknown: "assume_role_policy" in change ? {} : { assume_role_policy: true },
          },
        },
      ],
      configuration: { root_module: {} },
    }),
  });
  const trust = (subject: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: PROVIDER },
        Condition: {
          StringLike: { [`${ISSUER}:sub`]: subject },
          StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" },
        },
      },
    });

  it("is what the variables are", async () => {
    expect(await found(plan({ assume_role_policy: trust("repo:octo-org/app:*") }))).toEqual({
      rules: ANY_RUN,
      unknown: false,
    });
    expect(await found(plan({ assume_role_policy: trust("repo:octo-org/app:environment:production") }))).toEqual({
      rules: [],
      unknown: false,
    });
  });

  it("says that a policy is known only after apply", async () => {
    expect(await found(plan({}))).toEqual({ rules: [], unknown: true });
  });
});
