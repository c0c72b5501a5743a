import { UNKNOWN } from "../text";
import { parsePrincipal } from "./principal";

it.each([
  ["arn:aws:iam::123456789012:root", { kind: "account", account: "123456789012" }],
  ["arn:aws:iam::123456789012:user/a/b", { kind: "user", arn: "arn:aws:iam::123456789012:user/a/b" }],
  ["arn:aws-cn:iam::123456789012:role/a", { kind: "role", arn: "arn:aws-cn:iam::123456789012:role/a" }],
  [
    "arn:aws:sts::123456789012:assumed-role/a/me@example.com",
    { kind: "role", arn: `arn:aws:iam::123456789012:role/${UNKNOWN}a`, session: "me@example.com" },
  ],
  [
    "arn:aws:sts::123456789012:federated-user/a",
    {
      kind: "federated-user",
      arn: "arn:aws:sts::123456789012:federated-user/a",
      user: `arn:aws:iam::123456789012:user/${UNKNOWN}`,
    },
  ],
])("reads %s", (arn, principal) => expect(parsePrincipal(arn)).toEqual(principal));

it.each([
  "",
  "openhands",
  "arn:aws:iam::123456789012:role",
  "arn:aws:iam::123456789012:role/",
  "arn:aws:iam::12345:role/a",
  "arn:aws:iam::123456789012:group/a",
  "arn:aws:iam:us-east-1:123456789012:role/a",
  "arn:aws:s3:::bucket",
  "arn:aws:sts::123456789012:assumed-role/a",
  "arn:aws:sts::123456789012:assumed-role/a/b/c",
  "arn:aws:iam::123456789012:role/*",
])("rejects %j", (arn) => expect(parsePrincipal(arn)).toBeUndefined());
