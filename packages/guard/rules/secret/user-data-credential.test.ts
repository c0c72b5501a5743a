import { judged } from "../../support/testing";
import { userDataCredential as rule } from "./user-data-credential";

const KEY_ID = `AKIA${"Q3EGU7ZP5NWDRT2H"}`;
const SECRET_KEY = `kD8vTq2LxW/9sZrB${"4mYnHc7pJf1GuE6oQaXi3t0R"}`;
const instance = (line: string) => `resource "aws_instance" "runner" {\n  ${line}\n}`;

it("finds exported keys", async () => {
  const script = `<<-EOT\n    #!/bin/sh\n    export AWS_ACCESS_KEY_ID=${KEY_ID}\n    export AWS_SECRET_ACCESS_KEY=${SECRET_KEY}\n  EOT`;
  expect(await judged(rule, instance(`user_data = ${script}`))).toEqual([
    "error aws_instance.runner: user_data contains an AWS access key id (AKIA****).",
    "error aws_instance.runner: user_data contains an AWS secret access key (****).",
  ]);
});

it("reads base64", async () => {
  const text = Buffer.from(`#!/bin/sh\nexport KEY=${KEY_ID}\n`).toString("base64");
  expect(await judged(rule, instance(`user_data_base64 = "${text}"`))).toHaveLength(1);
});

it.each([
  ["base64encode", (script: string) => `base64encode(${script})`],
  ["textencodebase64", (script: string) => `textencodebase64(${script}, "UTF-8")`],
])("reads what %s encodes, also when other parts are unknown", async (_, encoded) => {
  const script = `<<-EOT\n    #!/bin/sh\n    export NAME=\${var.name}\n    export KEY=${KEY_ID}\n  EOT\n  `;
  const text = `variable "name" {}\n${instance(`user_data_base64 = ${encoded(script)}`)}`;
  expect(await judged(rule, text)).toEqual([
    "error aws_instance.runner: user_data_base64 contains an AWS access key id (AKIA****).",
  ]);
});

it("reads an encoded file", async () => {
  const files = {
    "main.tf": instance('user_data_base64 = filebase64("${path.module}/init.tpl")'),
    "init.tpl": `#!/bin/sh\nexport KEY=${KEY_ID}\n`,
  };
  expect(await judged(rule, files)).toHaveLength(1);
});

it("finds a password that is set in a script", async () => {
  expect(await judged(rule, instance('user_data = "#!/bin/sh\\nDB_PASSWORD=hunter2! ./start\\n"'))).toEqual([
    "error aws_instance.runner: The argument user_data sets DB_PASSWORD to a password (****).",
  ]);
});

it("finds the secret of an access key that Terraform makes", async () => {
  const key = 'resource "aws_iam_access_key" "ci" {\n  user = "ci"\n}\n';
  expect(await judged(rule, key + instance('user_data = "KEY=${aws_iam_access_key.ci.secret}"'))).toEqual([
    "error aws_instance.runner: The argument user_data contains aws_iam_access_key.ci.secret.",
  ]);
});

it.each([
  [
    "a script that reads the secret when it starts",
    '"DB_PASSWORD=$(aws ssm get-parameter --name /db/password) ./start"',
  ],
  ["another variable", '"DB_PASSWORD=$PASSWORD ./start\\nexport PASSWORD=$${DB_PASSWORD}"'],
  ["an option", '"useradd --password-file /run/password app\\necho password: see the wiki"'],
  ["an encoded script", 'base64encode("#!/bin/sh\\nDB_PASSWORD=$(cat /run/password) ./start")'],
  ["an unknown template", 'templatefile("init.sh", { password = var.password })'],
])("accepts %s", async (_, script) => {
  expect(await judged(rule, `variable "password" {}\n${instance(`user_data = ${script}`)}`)).toEqual([]);
});
