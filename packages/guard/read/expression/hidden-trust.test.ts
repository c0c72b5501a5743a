import { guard, loadCatalogue, RULES, readTerraform } from "../..";

const catalogue = loadCatalogue(["iam", "sts"]);
const NOW = new Date("2026-11-28T12:00:00Z");

const OPEN = `jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" }]
  })`;
const CLOSED = `jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = "repo:octo-org/app:environment:production"
      } }
    }]
  })`;

/** The rules that the role breaks, without notes. */
async function broken(trust: string): Promise<string[]> {
  const text = `resource "aws_iam_role" "ci" {\n  name = "ci"\n  assume_role_policy = ${trust}\n}\n`;
  const model = await readTerraform([{ path: "main.tf", text }]);
  return guard(model, { rules: RULES, now: NOW, catalogue: await catalogue })
    .filter(({ severity }) => severity !== "info")
    .map(({ rule }) => rule);
}

/** Each of them is true for `terraform console` 1.11.4. */
const TRUE = [
  "0.1 + 0.2 == 0.3",
  "1 / 10 == 0.1",
  "9007199254740993 != 9007199254740992",
  'urlencode("*") == "%2A"',
  'length(toset([1, "1"])) == 1',
  'lookup({ open = null }, "open", "closed") == null',
  'replace("abc", "/(b)/", "$1x") == "ac"',
  'replace("a\\u00a0b", "/\\\\s/", "") == "a\\u00a0b"',
  'yamldecode("open: yes").open == true',
  'yamldecode("Version: 2012-10-17").Version != "2012-10-17"',
  '"e\\u0301" == "\\u00e9"',
  'length("e\\u0301") == 1',
  'tostring(1e21) == "1000000000000000000000"',
  'tolist(["a"]) != ["a"]',
  '[for v in [true ? 1 : "a"] : v][0] == "1"',
  'title("a-b") == "A-B"',
  'try({ for v in ["a", "a"] : v => v }, "open") == "open"',
  'format("%v", 1000000) == "1e+06"',
  'base64gzip("a") != base64encode("a")',
  "yamlencode({ a = 1 }) != jsonencode({ a = 1 })",
  'element(["a", "b"], cidrnetmask("10.0.0.0/8") == "255.0.0.0" ? 1 : 0) == "b"',
];

it.each(TRUE)("does not pass an open trust behind %s", async (condition) => {
  expect(await broken(`${condition} ? ${OPEN} : ${CLOSED}`)).not.toEqual([]);
  expect(await broken(`!(${condition}) ? ${CLOSED} : ${OPEN}`)).not.toEqual([]);
});

it("passes a closed trust", async () => {
  expect(await broken(CLOSED)).toEqual([]);
  expect(await broken(`0.1 + 0.2 == 0.3 ? ${CLOSED} : ${OPEN}`)).toEqual([]);
});

it("reads a file by an absolute path, and knows that it exists", async () => {
  const policy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}';
  const { locals } = await readTerraform([
    {
      path: "live/main.tf",
      text: 'locals {\n  p = "${abspath(path.module)}/trust.json"\n  t = file("${abspath(path.module)}/trust.json")\n  e = fileexists(abspath("${path.module}/x/../trust.json"))\n  n = fileexists("none.json")\n}',
    },
    { path: "live/trust.json", text: policy },
  ]);
  expect(Object.fromEntries(locals.map(({ address, value }) => [address, value?.value]))).toEqual({
    "local.e": true,
    "local.n": "\uFFFC",
    "local.p": "\uFFFC/trust.json",
    "local.t": policy,
  });
});
