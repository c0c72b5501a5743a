import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Exemption } from "../exemptions";
import { type HostileCase, hostileTests, INJECTION } from "./testing/hostile";
import { CHECK, HEAD, JOB, json, many, OPEN, role, run, steps, workflow } from "./testing/inputs";

/** A role that is open, and another whose principal is the value. */
const locals = (text: string, value = "local.z") => ({
  "main.tf": `locals {\n${text}\n}\n${OPEN}${role(value, "z")}`,
});
const PROVE = ["guard", ".", "--prove"];
const WHO = ["whocan", ".", "--principal", "arn:aws:iam::123456789012:role/r0"];
const terraform = (content: object) => ({ "main.tf.json": json(content) });
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const named = <T>(count: number, make: (index: number) => T) =>
  Object.fromEntries(times(count, (at) => [`r${at}`, make(at)]));
const trust = (principal: unknown, condition?: object) =>
  json({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal, ...(condition && { Condition: condition }) },
    ],
  });
const user = (statements: readonly object[]) =>
  terraform({
    resource: {
      aws_iam_user: { u: { name: "u" } },
      aws_iam_user_policy: { u: { user: "u", policy: json({ Version: "2012-10-17", Statement: statements }) } },
    },
  });
const allow = (Action: unknown, Resource: unknown = "*") => ({ Effect: "Allow", Action, Resource });
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: b}\n`;
const composite = (text: string) => `runs:\n  using: composite\n  steps:\n${text}`;
const TOO_MANY = /input takes too many steps to evaluate/;

const VALUES: Record<string, HostileCase> = {
  "a text that doubles": {
    files: locals(`z0 = "xx"\n${many(30, (at) => `z${at + 1} = "\${local.z${at}}\${local.z${at}}"\n`)}z = local.z30`),
    says: /z assume_role_policy: .*a string grows too long|a string grows too long/,
    code: 1,
  },
  "a large text in hundreds of others": {
    files: locals(
      `z0 = "xx"\n${many(18, (at) => `z${at + 1} = "\${local.z${at}}\${local.z${at}}"\n`)}${many(300, (at) => `b${at} = "\${local.z18}${at}"\n`)}z = [${many(300, (at) => `startswith(local.b${at}, "x"),`)}]`,
    ),
    says: TOO_MANY,
    code: 1,
  },
  "a text as wide as memory": {
    files: locals('z = format("%1000000000d", 1)'),
    says: /format\(\)/,
    code: 1,
  },
  "a range without end": { files: locals("z = range(100000000000)"), says: /range\(\)/, code: 1 },
  "a product of ranges": {
    files: locals("z = setproduct(range(1000), range(1000), range(1000))"),
    says: /the product is too large/,
    code: 1,
  },
  "a pattern that backtracks": {
    files: locals(`z = regex("(a+)+$", "${"a".repeat(60)}!")`),
    says: /the pattern is not evaluated/,
    code: 1,
  },
  "a text of line breaks": {
    files: locals(`z = chomp("x${"\\n".repeat(300_000)}x")`),
    says: /aws_iam_role\.z \[trust-malformed\]/,
    code: 1,
  },
  "a path of slashes": { files: locals(`z = basename("x${"/".repeat(300_000)}x")`), says: /1 error|2 errors/, code: 1 },
  "JSON in JSON in JSON": {
    files: locals(
      `z0 = "\\\\"\n${many(60, (at) => `z${at + 1} = jsonencode(local.z${at})\n`)}z = local.z60`,
      "local.z",
    ),
    says: /a string grows too long/,
    code: 1,
  },
  "deep JSON that is decoded": {
    files: locals(`z = jsondecode("${"[".repeat(100_000)}")`),
    says: /jsondecode\(\)/,
    code: 1,
  },
  "thousands of values of thousands of unknown ones": {
    files: {
      "main.tf": `${many(1_500, (at) => `variable "v${at}" {}\n`)}locals {\n  a = [${many(1_500, (at) => `var.v${at},`)}]\n${many(
        2_700,
        (at) => `  b${at} = local.a\n`,
      )}}\n${OPEN}${role(`[${many(2_700, (at) => `local.b${at},`)}]`, "z")}`,
    },
    says: TOO_MANY,
    code: 1,
  },
  "loops in loops": {
    files: locals("l = range(1000)\nz = [for x in local.l : [for y in local.l : [for v in local.l : x + y + v]]]"),
    says: TOO_MANY,
    code: 1,
  },
  "a pattern of files with many stars": {
    files: { ...locals(`z = fileset(".", "${"**/".repeat(60)}*.txt")`), "a.txt": "" },
    says: /the pattern \*\*\/.* is not evaluated/,
    code: 1,
  },
  "a pattern of files with many braces": {
    files: { ...locals(`z = fileset(".", "${"{a,b}*".repeat(40)}.txt")`), "a.txt": "" },
    says: /the pattern .* is not evaluated/,
    code: 1,
  },
  "a billion instances": {
    files: { "main.tf": OPEN + role('"*"', "z").replace("{\n", "{\n  count = 1000000000\n") },
    says: /aws_iam_role\.z: .*count creates more than 10000 instances|aws_iam_role\.z\[\*\]/,
    code: 1,
  },
  "instances of many blocks": {
    files: {
      "main.tf": `${many(4, (at) => `resource "null_resource" "r${at}" {\n  count = 9999\n}\n`)}${OPEN}${role('"*"', "z").replace("{\n", "{\n  count = 9999\n")}`,
    },
    says: /the input has more than 300\d\d instances of blocks/,
    code: 1,
  },
  "modules that multiply": {
    files: {
      "main.tf": `${OPEN}${many(20, (at) => `module "m${at}" {\n  source = "./m"\n  count  = 200\n}\n`)}`,
      "m/main.tf": many(100, (at) => `resource "null_resource" "r${at}" {}\n`),
    },
    says: /the input has more than 30\d+ instances of blocks/,
    code: 1,
  },
  "modules in modules that multiply": {
    files: Object.fromEntries(
      times(4, (level) => [
        `${"m/".repeat(level)}main.tf`,
        `${OPEN}module "m" {\n  source   = "./m"\n  for_each = toset([for i in range(30) : tostring(i)])\n}\n`,
      ]),
    ),
    says: /the input has more than (?:5000 module instances|30\d+ instances of blocks)/,
    code: 1,
  },
  "dynamic blocks in dynamic blocks": {
    files: {
      "main.tf": `${OPEN}data "aws_iam_policy_document" "d" {\n  dynamic "statement" {\n    for_each = range(10000)\n    content {\n      dynamic "condition" {\n        for_each = range(1000)\n        content {\n          test = "StringEquals"\n          variable = "a"\n          values = ["x"]\n        }\n      }\n    }\n  }\n}\nresource "aws_iam_role" "z" {\n  name = "z"\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n`,
    },
    says: /aws_iam_role\.z \[(?:unknown-trust|trust-malformed)\]/,
    code: 1,
  },
};

const TEXTS_OF_HCL: Record<string, HostileCase> = {
  "many long texts": {
    files: {
      "main.tf": OPEN + many(120, (at) => `locals {\n  a${at} = <<EOT\n${"x\n".repeat(9_000)}EOT\n}\n`),
    },
    says: /the HCL up to here has more than \d+ values/,
    code: 2,
  },
  "a text of dollars": {
    files: { "main.tf": `locals {\n  a = "${"$".repeat(50_000)}"\n}\n${OPEN}` },
    says: /the HCL up to here has more than \d+ values/,
    code: 2,
  },
  "a text of escaped templates": {
    files: { "main.tf": `locals {\n  a = "${"$${".repeat(50_000)}"\n}\n${OPEN}` },
    says: /the HCL up to here has more than \d+ values/,
    code: 2,
  },
  "endless directives": {
    files: { "main.tf": `locals {\n  a = "${"%{ if true }".repeat(20_000)}"\n}\n` },
    says: /main\.tf:2:\d+: HCL is nested deeper than 200 levels/,
    code: 2,
  },
  "endless loops of a template": {
    files: { "main.tf": `locals {\n  a = "${"%{~for a in b}".repeat(20_000)}"\n}\n` },
    says: /HCL is nested deeper than 200 levels/,
    code: 2,
  },
  "endless splats": {
    files: { "main.tf": `locals {\n  a = b${"[*]".repeat(40_000)}\n}\n` },
    says: /an expression has more than 500 operators/,
    code: 2,
  },
  "endless blocks": {
    files: { "main.tf": "a {\n".repeat(20_000) },
    says: /HCL is nested deeper than 200 levels/,
    code: 2,
  },
  "thousands of directives that end": {
    files: { "main.tf": `${OPEN}locals {\n  a = "${"%{ if true }x%{ endif }".repeat(5_000)}"\n}\n` },
    says: /1 error, 0 warnings/,
    code: 1,
  },
  "a file for each block": {
    files: { ...Object.fromEntries(times(300, (at) => [`f${at}.tf`, `variable "v${at}" {}\n`])), "main.tf": OPEN },
    says: /1 error, 0 warnings/,
    code: 1,
  },
  "thousands of blocks": {
    files: { "main.tf": OPEN + many(10_000, (at) => `variable "v${at}" {}\n`) },
    says: /1 error, 0 warnings/,
    code: 1,
  },
  "line breaks of Windows": {
    files: { "main.tf": OPEN.replaceAll("\n", "\r\n") },
    says: /principal-everyone/,
    code: 1,
  },
  "a byte order mark": { files: { "main.tf": `\uFEFF${OPEN}` }, says: /principal-everyone/, code: 1 },
  "NUL in a text": { files: { "main.tf": role('"*\\u0000"') + OPEN }, says: /principal-everyone/, code: 1 },
  "NUL between texts": { files: { "main.tf": `\0${OPEN}` }, says: /main\.tf:1:1: not valid HCL/, code: 2 },
  "half of a character in HCL": {
    files: { "main.tf": `${OPEN}locals {\n  a = "\\ud800"\n}\n` },
    says: /main\.tf:\d+:\d+: not valid HCL: Invalid escape sequence|principal-everyone/,
    code: 2,
  },
  "half of a character in JSON": {
    files: {
      "main.tf.json": `{"resource":{"aws_iam_role":{"r":{"name":"\\ud800","assume_role_policy":${json(trust("*"))}}}}}`,
    },
    says: /principal-everyone/,
    code: 1,
  },
};

/** Names that objects of JavaScript have anyway. */
const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty"];
const KEYS: Record<string, HostileCase> = Object.assign(
  {},
  ...NAMES.map((name): Record<string, HostileCase> => {
    const key = json(name);
    return {
      [`a role with the name ${name} in HCL`]: {
        files: { "main.tf": role('"*"', name) },
        says: new RegExp(`aws_iam_role\\.${name}`),
        code: 1,
      },
      [`members with the name ${name} in JSON`]: {
        files: {
          "main.tf.json": `{${key}:{${key}:1},"locals":{${key}:{${key}:"*"}},"resource":{${key}:{${key}:{}},"aws_iam_role":{"r":{${key}:1,"name":${key},"assume_role_policy":"{\\"Statement\\":{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"\${local.${name}.${name}}\\",\\"Action\\":\\"sts:AssumeRole\\"}}"}}}}`,
        },
        says: /principal-everyone/,
        code: 1,
      },
      [`an operator and a key with the name ${name}`]: {
        files: terraform({
          resource: {
            aws_iam_role: {
              r: {
                name: "r",
                assume_role_policy: `{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{${key}:{${key}:"a"}}}}`,
              },
            },
          },
        }),
        says: new RegExp(name),
        code: 1,
      },
      [`a manifest with the name ${name}`]: {
        files: {
          "a.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {${name}: AKIAIOSFODNN7EXAMPLE, ? {${name}: 1} : 1}\n---\n${configMap("b")}`,
          "main.tf": OPEN,
        },
        says: /principal-everyone/,
        code: 1,
      },
      [`a job, a variable and an input with the name ${name}`]: {
        files: {
          "main.tf": OPEN,
          ...workflow(
            `env: {${name}: x}\n${HEAD}  ${name}:\n    env: {${name}: "\${{ env.${name} }}"}\n    strategy: {matrix: {${name}: [1]}}\n${JOB}      - uses: ./a\n        with: {${name}: "\${{ matrix.${name} }}"}\n      - run: ${name}=1; aws s3 ls s3://$${name}\n`,
          ),
          "a/action.yml": `inputs: {${name}: {default: x}}\noutputs: {${name}: {value: x}}\n${composite(`    - run: echo "${name}=1" >> $GITHUB_ENV\n      shell: bash\n`)}`,
        },
        args: CHECK,
        says: new RegExp(`jobs\\.${name}`),
        code: 1,
      },
    };
  }),
  {
    "an argument that is written twice": {
      files: { "main.tf.json": '{"resource":{"aws_iam_role":{"r":{"name":"a",\n"name":"b"}}}}' },
      says: /main\.tf\.json:2:1: the key "name" is written twice in one object/,
      code: 2,
    },
    "a policy with an element that is written twice": {
      files: {
        "main.tf": OPEN,
        "a.tf.json": json({
          resource: { aws_iam_role: { z: { name: "z", assume_role_policy: '{"Statement":[],"Statement":[]}' } } },
        }),
      },
      says: /the key "Statement" is written twice/,
      code: 1,
    },
    "20,000 blocks of one name": {
      files: {
        "main.tf.json": `{${many(20_000, () => `"resource":{"a":{"b":{}}},`)}"resource":{"aws_iam_role":{"r":${json({ name: "r", assume_role_policy: trust("*") })}}}}`,
      },
      says: /principal-everyone/,
      code: 1,
    },
    "a key of a workflow that is written twice": {
      files: { "main.tf": OPEN, ...workflow(`on: push\non: pull_request\njobs:\n  x:\n${JOB}`) },
      args: CHECK,
      says: /w\.yml:2:1: .*(?:twice|unique)/,
      code: 2,
    },
  },
);

const PROOFS: Record<string, HostileCase> = {
  "the same statement three times": {
    files: user(times(3, () => allow("*"))),
    args: PROVE,
    says: /\* \(all \d+ actions\) \| \* \|/,
    code: 0,
  },
  "resources of 500 stars": {
    files: user(times(300, (at) => allow("s3:*", `arn:aws:s3:::${"*a".repeat(500)}${at}`))),
    args: PROVE,
    says: /The proof takes more than \d+ steps/,
    code: 2,
  },
  "100 resources": {
    files: user([
      allow(
        "*",
        times(300, (at) => `arn:aws:s3:::b${at}/*`),
      ),
    ]),
    args: PROVE,
    says: /s3:GetObject \| arn:aws:s3:::b99\/\*/,
    code: 0,
  },
};

const ROLES: Record<string, HostileCase> = {
  "a chain of 600 roles": {
    files: terraform({
      provider: { aws: { allowed_account_ids: ["123456789012"] } },
      resource: {
        aws_iam_role: named(600, (at) => ({
          name: `r${at}`,
          assume_role_policy: trust({ AWS: `arn:aws:iam::123456789012:role/r${at - 1}` }),
        })),
      },
    }),
    args: WHO,
    says: /through r1 -> r2 -> .* -> \d+ more -> r599/,
    code: 0,
  },
  "1,500 roles that anyone can assume": {
    files: terraform({
      resource: { aws_iam_role: named(1_500, (at) => ({ name: `r${at}`, assume_role_policy: trust("*") })) },
    }),
    args: WHO,
    says: /1500 of 1500 roles can be assumed/,
    code: 0,
  },
  "roles that may each assume all others, or not": {
    files: {
      "main.tf": `variable "p" {}\n${many(100, (at) => role("var.p", `a${at}`))}${many(100, (at) => role('"arn:aws:iam::123456789012:root"', `b${at}`))}provider "aws" {\n  allowed_account_ids = ["123456789012"]\n}\n`,
    },
    args: WHO,
    says: /\d+ of 200 roles can be assumed/,
    code: 0,
  },
  "a trust policy of thousands of statements": {
    files: terraform({
      resource: {
        aws_iam_role: {
          r: {
            name: "r",
            assume_role_policy: json({
              Statement: times(3_000, (at) => ({
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Principal: { AWS: `arn:aws:iam::123456789012:role/x${at}` },
              })),
            }),
          },
          z: { name: "z", assume_role_policy: trust("*") },
        },
      },
    }),
    says: /aws_iam_role\.z/,
    code: 1,
  },
  "conditions of a thousand stars": {
    files: terraform({
      resource: {
        aws_iam_role: named(20, (at) => ({
          name: `r${at}`,
          assume_role_policy: trust("*", { StringLike: { "aws:PrincipalOrgID": `${"*o".repeat(1_000)}${at}` } }),
        })),
      },
    }),
    says: /principal-everyone|0 errors/,
    code: 1,
  },
};

const WORKFLOWS: Record<string, HostileCase> = {
  "actions 6 wide and 9 deep": {
    files: {
      "main.tf": OPEN,
      ...workflow(steps("      - uses: ./a0\n")),
      ...Object.fromEntries(
        times(10, (level) => [
          `a${level}/action.yml`,
          composite(
            many(6, () => (level < 9 ? `    - uses: ./a${level + 1}\n` : "    - run: aws s3 ls\n      shell: bash\n")),
          ),
        ]),
      ),
    },
    args: CHECK,
    says: /was not checked, and it may change the credentials|The rest was not checked/,
    code: 1,
  },
  "workflows that call each other": {
    files: {
      "main.tf": OPEN,
      ...Object.fromEntries(
        times(12, (file) => [
          `.github/workflows/w${file}.yml`,
          `on: [push, workflow_call]\npermissions: {id-token: write}\njobs:\n${many(12, (at) => `  j${at}:\n    uses: ./.github/workflows/w${at}.yml\n`)}  x:\n${JOB}`,
        ]),
      ),
    },
    args: CHECK,
    says: /Only the first 20000 jobs were checked|in a circle|GitHub runs at most 10 levels/,
    code: 1,
  },
  "1,100 branches in conditions": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        `${HEAD}${many(1_100, (at) => `  j${at}:\n    if: github.ref == 'refs/heads/b${at}'\n    steps: [{run: id}]\n`)}`,
      ),
    },
    args: CHECK,
    says: /Only the first 1000 branches and tags that conditions and trust policies name were tried/,
    code: 1,
  },
  "variables that double from step to step": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        steps(many(80, () => '      - env: {A: "$B$B"}\n        run: export B=x$A$A; echo "B=$A$A" >> $GITHUB_ENV\n')),
      ),
    },
    args: CHECK,
    says: /principal-everyone/,
    code: 1,
  },
  "10,000 variables in thousands of steps": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        steps(
          `      - run: ${json(many(3_000, (at) => `echo "A${at}=v" >> $GITHUB_ENV\n`))}\n${many(1_200, () => "      - run: aws s3 ls s3://b\n")}`,
        ),
      ),
    },
    args: CHECK,
    says: /The rest was not checked: following all jobs, steps and variables/,
    code: 1,
  },
  "thousands of jobs, each with thousands of variables": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        `env:\n${many(5_000, (at) => `  A${at}: v\n`)}${HEAD}${many(700, (at) => `  j${at}:\n    steps: [{run: aws s3 ls}]\n`)}`,
      ),
    },
    args: CHECK,
    says: /The rest was not checked: following all jobs, steps and variables/,
    code: 1,
  },
  "a long line": {
    files: { "main.tf": OPEN, ...workflow(run(`aws s3 ls ${"x".repeat(500_000)}`)) },
    args: CHECK,
    says: /principal-everyone/,
    code: 1,
  },
};

const MANIFESTS: Record<string, HostileCase> = {
  "thousands of documents": {
    files: { "a.yaml": many(5_000, () => "---\n") + configMap("c"), "main.tf": OPEN },
    says: /principal-everyone/,
    code: 1,
  },
  "aliases of aliases": {
    files: {
      "a.yaml": `${configMap("c")}a0: &a0 [x,x,x,x,x,x,x,x,x]\n${many(9, (at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]\n`)}`,
      "main.tf": OPEN,
    },
    says: /it has more than \d+ values, or more than 100 levels, once its aliases are expanded/,
    code: 1,
  },
  "aliases in many documents": {
    files: {
      "a.yaml": many(
        100,
        (document) =>
          `---\n${configMap(`c${document}`)}a0: &a0 [x,x,x,x,x,x,x,x,x]\n${many(4, (at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]\n`)}`,
      ),
      "main.tf": OPEN,
    },
    says: /it has more than \d+ values, or more than 100 levels, once its aliases are expanded/,
    code: 1,
  },
  "a large object": {
    files: { "a.yaml": `${configMap("c")}# ${"x".repeat(1.5 * 2 ** 20)}\n`, "main.tf": OPEN },
    says: /it has \d+ characters, but at most 1572864 are read/,
    code: 1,
  },
  "overlays that multiply": {
    files: Object.fromEntries([
      ["k0/kustomization.yaml", "resources: [a.yaml]\n"],
      ["k0/a.yaml", configMap("c")],
      ...times(30, (level) => [
        [`k${level + 1}/kustomization.yaml`, "resources: [a, b]\n"],
        [`k${level + 1}/a/kustomization.yaml`, `resources: [../../k${level}]\nnamePrefix: a-\n`],
        [`k${level + 1}/b/kustomization.yaml`, `resources: [../../k${level}]\nnamePrefix: b-\n`],
      ]).flat(),
    ]),
    says: /more than 3000000 values|more than 50 levels/,
    code: 1,
  },
  "a name in a finding": {
    files: {
      "a.yaml":
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "c\\e[2K\\n::error::x\\u202e"}\ndata: {a: AKIAIOSFODNN7EXAMPL0, k: wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz}\n',
      "main.tf": OPEN,
    },
    says: /principal-everyone/,
    code: 1,
    never: INJECTION,
  },
};

const FOLDERS: Record<string, HostileCase> = {
  "thousands of files": {
    files: { "main.tf": OPEN, ...Object.fromEntries(times(2_000, (at) => [`f${at}.txt`, ""])) },
    says: /1 error, 0 warnings/,
    code: 1,
  },
  "links to folders of each other": {
    files: {
      "main.tf": OPEN,
      t: (path) => {
        mkdirSync(path);
        for (let at = 0; at < 300; at++) {
          mkdirSync(join(path, `${at}`));
          symlinkSync(`../${(at + 1) % 300}`, join(path, `${at}`, "next"));
        }
      },
    },
    says: /1 error, 0 warnings/,
    code: 1,
  },
  "a link to itself": {
    files: { "main.tf": OPEN, "a.json": (path) => symlinkSync("a.json", path) },
    says: /1 error, 0 warnings/,
    code: 1,
  },
  "links to skipped folders": {
    files: {
      "main.tf": OPEN,
      "node_modules/a/b/main.tf": role('"*"', "hidden"),
      a: (path) => symlinkSync("node_modules/a", path),
      b: (path) => symlinkSync("node_modules/a/b", path),
    },
    says: /aws_iam_role\.hidden/,
    code: 1,
  },
};

const exempted = (exemption: Partial<Exemption>) => ({
  option: new (jest.requireActual("commander").Option)("--config <file>", "config"),
  load: async () => ({
    exemptions: [
      { rule: "principal-everyone", address: "aws_iam_role.r", reason: "a\u001b[2K\n::error::b", ...exemption },
    ],
    exemptionsFile: "config\n::warning::.yaml",
    model: () => Promise.reject(new Error("unused")),
    unread: () => Promise.reject(new Error("unused")),
    findings: () => Promise.reject(new Error("unused")),
    proofs: () => Promise.reject(new Error("unused")),
  }),
});
const WITH_CONFIG = ["guard", ".", "--config", "c.yaml"];
const EXEMPTIONS: Record<string, HostileCase> = {
  "a reason that is a command": {
    files: { "main.tf": OPEN },
    args: WITH_CONFIG,
    installation: exempted({}),
    says: /a\\u001b\[2K\\u000a::error::b/,
    code: 0,
    never: INJECTION,
  },
  "a reason that is a command, as SARIF": {
    files: { "main.tf": OPEN },
    args: [...WITH_CONFIG, "--format", "sarif"],
    installation: exempted({}),
    says: /"suppressions"/,
    code: 0,
    never: INJECTION,
  },
  "an exemption that has expired": {
    files: { "main.tf": OPEN },
    args: WITH_CONFIG,
    installation: exempted({ expires: "2020-01-01" }),
    says: /expired on 2020-01-01/,
    code: 1,
    never: INJECTION,
  },
  "an exemption from a rule that does not exist": {
    files: { "main.tf": OPEN },
    args: WITH_CONFIG,
    installation: exempted({ rule: "principal-everyone2\u001b" }),
    says: /did you mean principal-everyone\?/,
    code: 1,
    never: INJECTION,
  },
};

describe.each([
  ["values that grow", VALUES],
  ["texts of HCL", TEXTS_OF_HCL],
  ["names that every object has, and names that are written twice", KEYS],
  ["proofs that never end", PROOFS],
  ["roles that lead to each other", ROLES],
  ["workflows that grow", WORKFLOWS],
  ["manifests that grow", MANIFESTS],
  ["folders", FOLDERS],
  ["exemptions", EXEMPTIONS],
])("%s", (_, cases) => hostileTests(cases));
