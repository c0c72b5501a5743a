import type { Config } from "../../config/config";
import { testConfig } from "../../tools/test-config";
import { deniedWebIdentity, keyReadByStranger, keyUsedFromElsewhere } from "./patterns";

const config = testConfig(
  `
externalSecrets: {role: eso}
runtime: {refresher: {}}
audit:
  bucket: octo-org-audit
  known: {addresses: [203.0.113.0/24, 198.51.100.4/31], principals: ["arn:aws:iam::123456789012:role/ci/terraform"]}
`,
  "openhands.yaml",
);
const audit = config.audit as NonNullable<Config["audit"]>;

/** Whether an event matches a pattern of equal and unequal texts, as CloudWatch reads it. */
function matches(pattern: string, event: Record<string, unknown>): boolean {
  const script = pattern
    .replace(/^\{|\}$/g, "")
    .replace(
      /\$\.([\w.]+) (!?=) ("[^"]*")/g,
      (_, path, operator, text) => `${operator === "="} === is("${path}", ${text})`,
    );
  const is = (path: string, text: string) => {
    const value = path
      .split(".")
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], event);
    const like = text.split("*").map((part) => part.replace(/[.]/g, "\\."));
    return typeof value === "string" && new RegExp(`^${like.join(".*")}$`).test(value);
  };
  return new Function("is", `return (${script});`)(is);
}

describe("a use of the access key", () => {
  const USER = "arn:aws:iam::123456789012:user/service/bedrock-openhands-user";
  const SESSION = "arn:aws:sts::123456789012:assumed-role/openhands-session-role/agents-1";
  const from = (arn: string, sourceIPAddress: string) =>
    matches(keyUsedFromElsewhere(config, audit), { userIdentity: { arn }, sourceIPAddress });

  it.each([
    ["the key, from a known address", USER, "203.0.113.9", false],
    ["the key, from the last address of a range", USER, "198.51.100.5", false],
    ["the key, from the address after it", USER, "198.51.100.6", true],
    ["the key, from elsewhere", USER, "192.0.2.1", true],
    ["the key, from an address that begins alike", USER, "203.0.11.3", true],
    ["a session that was made with it, from elsewhere", SESSION, "192.0.2.1", true],
    ["AWS, for the user", USER, "bedrock.amazonaws.com", false],
    ["another user, from elsewhere", USER.replace("bedrock-", "other-"), "192.0.2.1", false],
  ])("counts %s: %s from %s: %s", (_, arn, address, counted) => expect(from(arn, address)).toBe(counted));
});

describe("a read of the access key", () => {
  const KEY = "arn:aws:ssm:ap-northeast-1:123456789012:parameter/bedrock-secret-access-key";
  const role = (name: string) => `arn:aws:sts::123456789012:assumed-role/${name}/session`;
  const read = (arn: string, PARAMETER_ARN: string, eventName = "Decrypt") =>
    matches(keyReadByStranger(config, audit), {
      eventSource: "kms.amazonaws.com",
      eventName,
      userIdentity: { arn },
      requestParameters: { encryptionContext: { PARAMETER_ARN } },
    });

  it.each([
    ["the operator", role("eso"), KEY, false],
    ["Terraform", role("terraform"), KEY, false],
    ["a role whose name begins alike", role("terraform-2"), KEY, true],
    ["an administrator", "arn:aws:iam::123456789012:user/admin", KEY, true],
    ["an administrator who reads something else", "arn:aws:iam::123456789012:user/admin", `${KEY}-2`, false],
  ])("counts %s", (_, arn, parameter, counted) => expect(read(arn, parameter)).toBe(counted));

  it.each([
    ["rolled back", { rollback: true }],
    ["replaced by the pod's own identity", { access: "workload-identity" as const }],
  ])("counts while the key is being %s, too: it is there until Terraform is applied", (_, change) => {
    const changed = { ...config, bedrock: { ...config.bedrock, ...change } };
    expect(keyReadByStranger(changed, audit)).toBe(keyReadByStranger(config, audit));
  });

  it("does not count a write", () => expect(read(role("x"), KEY, "Encrypt")).toBe(false));
});

it("counts a token that a role does not accept, and no other failure", () => {
  const failed = (eventName: string, errorCode?: string) => matches(deniedWebIdentity, { eventName, errorCode });
  expect(failed("AssumeRoleWithWebIdentity", "AccessDenied")).toBe(true);
  expect(failed("AssumeRoleWithWebIdentity", "ExpiredTokenException")).toBe(false);
  expect(failed("AssumeRoleWithWebIdentity")).toBe(false);
  expect(failed("AssumeRole", "AccessDenied")).toBe(false);
});
