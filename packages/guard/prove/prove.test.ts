import { loadCatalogue } from "../catalogue/load";
import { readTerraform } from "../read";
import { allow, policyOf, roleWith } from "../rules/permission/support/testing";
import { readable } from "../text";
import { type DeclaredNeed, holds } from "./proof";
import { prove } from "./prove";
import { proofJson, proofMarkdown } from "./render";
import { resolveNeeds } from "./resolve-needs";

const TRUST = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const DATA = "arn:aws:s3:::data/*";
const deny = (action: string, resource: string) => ({ Effect: "Deny", Action: action, Resource: resource });

async function proved(text: string, needs?: readonly DeclaredNeed[]) {
  const model = await readTerraform([{ path: "main.tf.json", text }]);
  return prove(model, await loadCatalogue("all"), needs);
}

/** `s3:GetObject on arn:...`, of the first principal. */
async function permissions(...statements: object[]): Promise<string[]> {
  const [principal] = (await proved(roleWith(statements))).principals;
  return (principal?.permitted ?? []).map(({ action, resource, when }) =>
    [`${action} on ${readable(resource)}`, ...when].join("; "),
  );
}

it("lists each action, the resource that it takes, and the statement", async () => {
  const statement = allow(["s3:ListBucket", "s3:GetObject"], ["arn:aws:s3:::data", DATA], { Sid: "Data" });
  const { principals, actions } = await proved(roleWith([statement]));
  const by = ['aws_iam_role_policy.p "Data"'];
  expect(principals).toEqual([
    {
      name: "role r",
      address: "aws_iam_role.r",
      permitted: [
        { action: "s3:GetObject", resource: DATA, when: [], by, why: [] },
        { action: "s3:ListBucket", resource: "arn:aws:s3:::data", when: [], by, why: [] },
      ],
      missing: [],
      undeclared: [],
      unproven: [],
    },
  ]);
  expect(actions).toBeGreaterThan(20_000);
});

it("says that an unread module may attach policies to the role that it is given", async () => {
  const hcl = {
    resource: { aws_iam_role: { r: { name: "r", assume_role_policy: TRUST } } },
    module: { m: { source: "octo-org/m/aws", role: "${aws_iam_role.r.name}" } },
  };
  const proof = await proved(JSON.stringify(hcl));
  expect(proof.principals).toMatchObject([
    { name: "role r", unproven: ["module.m was not read: it may attach policies"] },
  ]);
  const markdown = proofMarkdown(proof, await loadCatalogue("all"));
  expect(markdown).toMatch(/^# Who may do what\n\n> module\.m could not be read, so this answer may be incomplete: /);
  expect(markdown).toContain("No permission is certain.");
});

it("expands wildcards to the actions that exist", async () => {
  expect(await permissions(allow("ecr:Batch*Image", "arn:aws:ecr:us-east-1:123456789012:repository/app"))).toEqual([
    "ecr:BatchDeleteImage on arn:aws:ecr:us-east-1:123456789012:repository/app",
    "ecr:BatchGetImage on arn:aws:ecr:us-east-1:123456789012:repository/app",
    "ecr:BatchImportUpstreamImage on arn:aws:ecr:us-east-1:123456789012:repository/app",
  ]);
});

it("leaves out what does nothing, and what is denied", async () => {
  expect(await permissions(allow(["s3:ListBucket", "s3:HeadBucket"], DATA))).toEqual([]);
  expect(await permissions(allow(["s3:GetObject", "s3:PutObject"], DATA), deny("s3:Put*", "*"))).toEqual([
    `s3:GetObject on ${DATA}`,
  ]);
});

it("lists the conditions", async () => {
  const Condition = { StringEquals: { "aws:ResourceTag/app": ["a", "b"] }, Bool: { "aws:SecureTransport": "true" } };
  expect(
    await permissions(allow("s3:GetObject", DATA, { Condition }), deny("s3:GetObject", "arn:aws:s3:::data/private/*")),
  ).toEqual([
    `s3:GetObject on ${DATA}; StringEquals aws:ResourceTag/app = a | b; Bool aws:SecureTransport = true; unless denied by aws_iam_role_policy.p 1`,
  ]);
});

it("lists what NotAction grants", async () => {
  const all = await permissions({ Effect: "Allow", NotAction: ["s3:*", "ec2:*"], Resource: "*" });
  expect(all.length).toBeGreaterThan(20_000);
  expect(all.filter((text) => /^(s3|ec2):/.test(text))).toEqual([]);
});

it("merges what several statements grant", async () => {
  const text = roleWith([allow("s3:GetObject", DATA), allow("s3:GetObject", DATA)]);
  const [principal] = (await proved(text)).principals;
  expect(principal?.permitted.map(({ by }) => by)).toEqual([["aws_iam_role_policy.p 0", "aws_iam_role_policy.p 1"]]);
});

it("keeps within the permissions boundary", async () => {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [allow("s3:GetObject", "*")] });
  const text = JSON.parse(
    roleWith([allow(["s3:GetObject", "s3:PutObject"], DATA)], { aws_iam_policy: { b: { name: "b", policy } } }),
  );
  text.resource.aws_iam_role.r.permissions_boundary = "${aws_iam_policy.b.arn}";
  const { principals } = await proved(JSON.stringify(text));
  expect(principals.map(({ name, permitted }) => [name, permitted.map(({ action }) => action)])).toEqual([
    ["role r", ["s3:GetObject"]],
  ]);
});

it("names the policies that it does not know", async () => {
  const hcl = `
    variable "policy" {}
    resource "aws_iam_role" "r" {
      name               = "r"
      assume_role_policy = "{}"
    }
    resource "aws_iam_role_policy_attachment" "a" {
      role       = aws_iam_role.r.name
      policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    }
    resource "aws_iam_role_policy" "p" {
      role   = aws_iam_role.r.name
      policy = var.policy
    }`;
  const model = await readTerraform([{ path: "main.tf", text: hcl }]);
  const [principal] = prove(model, await loadCatalogue("all")).principals;
  expect(principal?.unproven).toEqual([
    "arn:aws:iam::aws:policy/ReadOnlyAccess: its content is not in these files",
    "aws_iam_role_policy.p policy: variable policy has no default",
  ]);
});

describe("against the declared needs", () => {
  const need = (action: string, resource: string, rest: Partial<DeclaredNeed> = {}): DeclaredNeed => ({
    principal: "r",
    action,
    resource,
    why: "It reads.",
    ...rest,
  });
  const compared = async (statements: object[], needs: DeclaredNeed[]) => {
    const proof = await proved(roleWith(statements), needs);
    const [principal] = proof.principals;
    return {
      missing: principal?.missing.map(({ action, outcome }) => `${action} ${outcome}`),
      undeclared: principal?.undeclared.map(({ action, resource }) => `${action} on ${readable(resource)}`),
      holds: holds(proof),
    };
  };

  it("holds where both agree, and says what for", async () => {
    const needs = [
      need("s3:GetObject", DATA),
      need("s3:GetObject", DATA, { principal: "aws_iam_role.r", why: "It looks." }),
    ];
    expect(await compared([allow("s3:GetObject", DATA)], needs)).toEqual({ missing: [], undeclared: [], holds: true });
    const [principal] = (await proved(roleWith([allow("s3:GetObject", DATA)]), needs)).principals;
    expect(principal?.permitted[0]?.why).toEqual(["It looks.", "It reads."]);
  });

  it("finds what is missing", async () => {
    const needs = [
      need("s3:GetObject", DATA),
      need("s3:PutObject", DATA),
      need("s3:HeadObject", DATA),
      need("s3:ListBucket", DATA),
    ];
    const found = await compared([allow(["s3:GetObject", "s3:ListBucket"], DATA)], needs);
    expect(found).toEqual({
      missing: ["s3:PutObject denied", "s3:HeadObject void", "s3:ListBucket void"],
      undeclared: [],
      holds: false,
    });
  });

  it("finds what is more than needed: an action, a resource, a principal", async () => {
    const wide = "arn:aws:s3:::*";
    const found = await compared([allow(["s3:GetObject", "s3:PutObject"], [DATA, wide])], [need("s3:GetObject", DATA)]);
    expect(found.undeclared).toEqual([`s3:GetObject on ${wide}`, `s3:PutObject on ${wide}`, `s3:PutObject on ${DATA}`]);
    expect(await compared([allow("s3:GetObject", DATA)], [need("s3:GetObject", DATA, { principal: "other" })])).toEqual(
      {
        missing: [],
        undeclared: [`s3:GetObject on ${DATA}`],
        holds: false,
      },
    );
  });

  it("requires the conditions that are declared, and no others", async () => {
    const when = ["StringEquals aws:ResourceTag/app = a"];
    const Condition = { StringEquals: { "aws:ResourceTag/app": "a" } };
    const bound = allow("s3:GetObject", DATA, { Condition });
    expect((await compared([bound], [need("s3:GetObject", DATA, { when })])).holds).toBe(true);
    expect((await compared([bound], [need("s3:GetObject", DATA)])).missing).toEqual(["s3:GetObject conditional"]);
    expect(
      (await compared([allow("s3:GetObject", DATA)], [need("s3:GetObject", DATA, { when })])).undeclared,
    ).toHaveLength(1);
  });

  it("combines several grants for one need", async () => {
    const parts = ["arn:aws:s3:::data/a/*", "arn:aws:s3:::data/b/*"];
    expect(
      (
        await compared(
          [allow("s3:GetObject", parts)],
          parts.map((part) => need("s3:GetObject", part)),
        )
      ).holds,
    ).toBe(true);
    expect((await compared([allow("s3:GetObject", parts)], [need("s3:GetObject", DATA)])).missing).toEqual([
      "s3:GetObject conditional",
    ]);
  });

  it("needs nothing for a policy that nobody has, unless a need names it", async () => {
    const text = policyOf(allow("s3:GetObject", DATA));
    expect(holds(await proved(text, []))).toBe(true);
    expect(holds(await proved(text, [need("s3:PutObject", DATA, { principal: "p" })]))).toBe(false);
  });

  it("resolves the references in the needs", async () => {
    const text = JSON.parse(roleWith([allow("s3:GetObject", "arn:aws:s3:::${var.bucket}/*")]));
    text.variable = { bucket: { default: "data" } };
    const model = await readTerraform([{ path: "aws/main.tf.json", text: JSON.stringify(text) }]);
    const needs = [need("s3:GetObject", "arn:aws:s3:::${var.bucket}/*", { principal: "${aws_iam_role.r.name}" })];
    const resolved = resolveNeeds(model, "aws", needs);
    expect(resolved).toEqual([need("s3:GetObject", DATA)]);
    expect(holds(prove(model, await loadCatalogue("all"), resolved))).toBe(true);
  });
});

describe("rendered", () => {
  const rendered = async (text: string, needs?: DeclaredNeed[]) =>
    proofMarkdown(await proved(text, needs), await loadCatalogue("all"));

  it("is a line for each permission", async () => {
    const text = await rendered(roleWith([allow("s3:GetObject", DATA, { Sid: "Read" })]), []);
    expect(text.split("\n").slice(4)).toEqual([
      "## role r",
      "",
      "`aws_iam_role.r`",
      "",
      "| Action | On | When | Granted by | Why |",
      "|---|---|---|---|---|",
      `| s3:GetObject | ${DATA} |  | aws_iam_role_policy.p "Read" |  |`,
      "",
      "Permitted, but not declared as needed:",
      "",
      `- s3:GetObject on ${DATA}, granted by aws_iam_role_policy.p "Read"`,
      "",
    ]);
  });

  it("says what is needed but not permitted, and why not", async () => {
    const need = (action: string) => ({ principal: "r", action, resource: DATA, why: "It stores." });
    const secure = { Bool: { "aws:SecureTransport": "true" } };
    const text = await rendered(roleWith([allow("s3:GetObject", DATA, { Condition: secure })]), [
      need("s3:PutObject"),
      need("s3:GetObject"),
      need("s3:ListBucket"),
    ]);
    expect(text).toContain(
      [
        "Needed, but not permitted:",
        "",
        `- s3:PutObject on ${DATA} (It stores.): not permitted`,
        `- s3:GetObject on ${DATA} (It stores.): permitted only under conditions`,
        `- s3:ListBucket on ${DATA} (It stores.): the action does not apply to this resource`,
      ].join("\n"),
    );
  });

  it("merges a whole service, and everything, into one line", async () => {
    expect(await rendered(policyOf(allow("sts:*", "*")))).toMatch(/\| sts:\* \(all \d+ actions\) \| \* \|/);
    const admin = await rendered(policyOf(allow("*", "*")));
    expect(admin.split("\n").length).toBeLessThan(15);
    expect(admin).toMatch(/\| \* \(all \d{5} actions\) \| \* \|/);
  });

  it("is the same each time", async () => {
    const text = roleWith([allow(["s3:Get*", "sqs:*"], "*"), allow("s3:GetObject", DATA)]);
    expect(proofJson(await proved(text))).toBe(proofJson(await proved(text)));
  });
});
