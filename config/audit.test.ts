import { testConfig } from "../tools/test-config";

const known = (yaml: string) => testConfig(yaml, "openhands.yaml").audit?.known;
const audit = (more = "") => `audit: {bucket: octo-org-audit, ${more}}`;
const principals = (...arns: string[]) => audit(`known: {principals: [${arns.map((arn) => `"${arn}"`).join(", ")}]}`);

it("knows the operator, as CloudTrail writes it", () => {
  expect(known(`externalSecrets: {role: eso, user: reader}\n${audit()}`)?.callers).toEqual([
    "arn:aws:sts::123456789012:assumed-role/eso/*",
    "arn:aws:iam::123456789012:user/reader",
    "arn:aws:iam::123456789012:user/*/reader",
  ]);
});

it("knows who is named: a role by its sessions, without its path", () => {
  expect(
    known(principals("arn:aws:iam::111122223333:role/ci/plan", "arn:aws:iam::123456789012:user/a/b"))?.callers,
  ).toEqual(["arn:aws:sts::111122223333:assumed-role/plan/*", "arn:aws:iam::123456789012:user/a/b"]);
});

it("knows the addresses to which the user's policies are limited, unless it is given others", () => {
  const user = "externalSecrets: {role: eso}\nbedrock: {sourceAddresses: [203.0.113.0/24]}\n";
  expect(known(`externalSecrets: {role: eso}\n${audit()}`)?.addresses).toEqual([]);
  expect(known(user + audit())?.addresses).toEqual(["203.0.113.0/24"]);
  expect(known(user + audit("known: {addresses: [10.0.0.0/8]}"))?.addresses).toEqual(["10.0.0.0/8"]);
});

it("is nothing as designed", () => {
  const config = testConfig(
    `posture: as-designed\nbedrock: {sourceAddresses: [10.0.0.0/8]}\n${audit()}`,
    "openhands.yaml",
  );
  expect(config.audit).toBeUndefined();
  expect(config.bedrock.sourceAddresses).toEqual([]);
});
