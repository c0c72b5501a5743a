import { judged } from "../../support/testing";
import { backendCredential as rule } from "./backend-credential";

const KEY_ID = `AKIA${"Q3EGU7ZP5NWDRT2H"}`;
const SECRET_KEY = `kD8vTq2LxW/9sZrB${"4mYnHc7pJf1GuE6oQaXi3t0R"}`;
const PASSWORD = `hunter2${"!"}`;
const RANDOM = `Zk3vR8mQ1xT6bN0c${"Y5wL2sD7fH4jK9pA"}`;

const backend = (type: string, lines: string) => `terraform {\n  backend "${type}" {\n    ${lines}\n  }\n}`;

it.each<[name: string, text: string, ...messages: string[]]>([
  [
    "s3",
    backend(
      "s3",
      `bucket = "state"\n    access_key = "${KEY_ID}"\n    secret_key = "${SECRET_KEY}"\n    token = "${RANDOM}"`,
    ),
    "access_key contains an AWS access key id (AKIA****).",
    "secret_key contains an AWS secret access key (****).",
    "token contains a secret (****).",
  ],
  ["s3", backend("s3", `sse_customer_key = "${RANDOM}+/w="`), "sse_customer_key contains a secret (****)."],
  ["http", backend("http", `username = "ci"\n    password = "${PASSWORD}"`), "password contains a password (****)."],
  [
    "http",
    backend("http", `address = "https://ci:${PASSWORD}@state.example.com/openhands"`),
    "address contains a password in a URL (****).",
  ],
  [
    "pg",
    backend("pg", `conn_str = "postgres://ci:${PASSWORD}@db.example.com/state"`),
    "conn_str contains a password in a URL (****).",
  ],
  [
    "pg",
    backend("pg", `conn_str = "host=db.example.com user=ci password=${PASSWORD} dbname=state"`),
    "conn_str contains a password in a connection string (****).",
  ],
  ["consul", backend("consul", `access_token = "${RANDOM}"`), "access_token contains a secret (****)."],
  [
    "azurerm",
    backend(
      "azurerm",
      `access_key = "${RANDOM}${RANDOM}=="\n    sas_token = "?sv=2024&sig=${RANDOM}"\n    client_secret = "${RANDOM}"`,
    ),
    "access_key contains a secret (****).",
    "client_secret contains a secret (****).",
    "sas_token contains a secret (****).",
  ],
  ["remote", backend("remote", `token = "${RANDOM}"`), "token contains a secret (****)."],
])("finds credentials for the state in %s", async (type, text, ...messages) => {
  const found = await judged(rule, text);
  expect(found).toEqual(messages.map((message) => `error terraform.backend.${type}: ${message}`));
  for (const secret of [KEY_ID, SECRET_KEY, PASSWORD, RANDOM]) expect(found.join()).not.toContain(secret);
});

it.each([
  ["an object", { terraform: { backend: { s3: { secret_key: SECRET_KEY } } } }],
  ["lists", { terraform: [{ required_version: ">= 1.11" }, { backend: [{ s3: [{ secret_key: SECRET_KEY }] }] }] }],
])("reads JSON with %s", async (_, json) => {
  expect(await judged(rule, JSON.stringify(json))).toEqual([
    "error terraform.backend.s3: secret_key contains an AWS secret access key (****).",
  ]);
});

it("reads the block cloud", async () => {
  expect(await judged(rule, `terraform {\n  cloud {\n    token = "${RANDOM}"\n  }\n}`)).toEqual([
    "error terraform.cloud: token contains a secret (****).",
  ]);
});

it("reads what an override file puts in place of the block", async () => {
  const files = {
    "main.tf": backend("s3", `secret_key = "${SECRET_KEY}"`),
    "backend_override.tf": backend("s3", 'secret_key = ""'),
  };
  expect(await judged(rule, files)).toEqual([]);
});

it.each([
  [
    "a state without credentials",
    backend("s3", 'bucket = "state"\n    key = "openhands.tfstate"\n    use_lockfile = true'),
  ],
  ["a profile", backend("s3", 'profile = "terraform"\n    shared_credentials_files = ["~/.aws/credentials"]')],
  ["a role", backend("s3", 'assume_role = {\n      role_arn = "arn:aws:iam::123456789012:role/state"\n    }')],
  ["an emulator", backend("s3", `endpoints = { s3 = "http://localhost:4566" }\n    secret_key = "${SECRET_KEY}"`)],
  [
    "an emulator, in the older form",
    backend("s3", `endpoint = "http://127.0.0.1:4566"\n    secret_key = "${SECRET_KEY}"`),
  ],
  ["a placeholder", backend("http", 'password = "REPLACE_ME"')],
  ["the path of a file of credentials", backend("gcs", 'credentials = "./terraform-state.json"')],
  ["a database without a password", backend("pg", 'conn_str = "postgres://ci@db.example.com/state"')],
  ["a variable", `variable "token" {}\n${backend("remote", "token = var.token")}`],
  ["no block", 'terraform {\n  required_version = ">= 1.11"\n}'],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));
