import type { AccessModel } from "@openhands-aws/guard";
import { assumeRole } from "@openhands-aws/guard/policy/assume-role";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { evaluate } from "@openhands-aws/guard/policy/evaluate";
import { compilePolicy } from "@openhands-aws/guard/policy/policy";
import type { Requester } from "@openhands-aws/guard/policy/requester";
import { asPartial, known } from "@openhands-aws/guard/text";
import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { renderStacks } from "../render/json";
import { stackFindings, stackModel } from "./stack-findings";

const YAML = `
github: {repositories: [{name: boxp/arch, id: 1, ownerId: 2}]}
externalSecrets: {role: eso}
audit: {bucket: octo-org-audit, dataBucket: create, dataEvents: false, accessLogBucket: octo-org-access, prompts: true}
`;
const config = testConfig(YAML, "openhands.yaml");
const rendered = renderStacks(synthesizeAll(config));

const OWN = "123456789012";
const STRANGE = "999999999990";
const all = { not: false, patterns: [asPartial("*")] };
/** What the administrators of the caller's own account grant. */
const EVERYTHING = compilePolicy("everything", [{ effect: "Allow", actions: all, resources: all, conditions: [] }]);

const foreigner: Requester = { kind: "user", arn: `arn:aws:iam::${STRANGE}:user/stranger` };
const foreignRoot: Requester = { kind: "account", account: STRANGE };
const anyone: Requester = { kind: "anonymous" };
const service = (name: string): Requester => ({ kind: "service", name: `${name}.amazonaws.com` });

const LOGS = "arn:aws:s3:::octo-org-audit";
const OWN_LOGS = `${LOGS}/AWSLogs/${OWN}`;
const ACCESS = "arn:aws:s3:::octo-org-access";
const DATA = "arn:aws:s3:::openhands-data";
const TOPIC = `arn:aws:sns:us-west-2:${OWN}:openhands-audit`;
const TRAIL = `arn:aws:cloudtrail:us-west-2:${OWN}:trail/openhands-audit`;
const ALARM = `arn:aws:cloudwatch:us-west-2:${OWN}:alarm:openhands-audit-tokens`;

let model: AccessModel;
beforeAll(async () => {
  model = await stackModel(rendered);
});

/** What a bucket's or the topic's own policy says, if every other policy allows the call. */
function ask(requester: Requester, action: string, resource: string, context: Record<string, string> = {}) {
  const owner = resource.replace(/\/.*/, "");
  const policies = model.resourcePolicies.filter((policy) => known(policy.resource) === owner);
  expect(policies).toHaveLength(1);
  const full = { "aws:SecureTransport": "true", ...context };
  return evaluate(
    { requester, action, resource, resourceAccount: OWN, context: contextOf(full) },
    {
      identity: [EVERYTHING],
      resource: policies.map(({ address, document }) => compilePolicy(address, document.statements)),
    },
  ).outcome;
}
/** A service acts on behalf of this resource. */
const of = (arn: string, more: Record<string, string> = {}) => ({
  "aws:SourceArn": arn,
  "aws:SourceAccount": arn.split(":")[4] || OWN,
  ...more,
});
const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };
const elsewhere = (arn: string) => arn.replace(OWN, STRANGE);

describe("the right service may", () => {
  it.each<[string, Requester, string, string, Record<string, string>]>([
    ["check the bucket for the trail", service("cloudtrail"), "s3:GetBucketAcl", LOGS, of(TRAIL)],
    [
      "deliver the trail",
      service("cloudtrail"),
      "s3:PutObject",
      `${OWN_LOGS}/CloudTrail/us-west-2/a.json.gz`,
      of(TRAIL, owned),
    ],
    [
      "deliver the digests",
      service("cloudtrail"),
      "s3:PutObject",
      `${OWN_LOGS}/CloudTrail-Digest/a.json.gz`,
      of(TRAIL, owned),
    ],
    [
      "deliver the invocations",
      service("bedrock"),
      "s3:PutObject",
      `${OWN_LOGS}/BedrockModelInvocationLogs/us-west-2/a`,
      of(`arn:aws:bedrock:us-west-2:${OWN}:*`),
    ],
    ["deliver the access logs", service("logging.s3"), "s3:PutObject", `${ACCESS}/openhands-data/a`, of(DATA)],
    ["send an alarm", service("cloudwatch"), "sns:Publish", TOPIC, of(ALARM)],
    [
      "send a budget's notice",
      service("budgets"),
      "sns:Publish",
      TOPIC,
      of(`arn:aws:budgets::${OWN}:budget/openhands-audit`),
    ],
  ])("%s, and only through TLS", (_, requester, action, resource, context) => {
    expect(ask(requester, action, resource, context)).toBe("allowed");
    expect(ask(requester, action, resource, { ...context, "aws:SecureTransport": "false" })).toBe("denied");
  });
});

describe("a confused deputy may not", () => {
  it.each<[string, Requester, string, string, Record<string, string>]>([
    [
      "deliver another account's trail",
      service("cloudtrail"),
      "s3:PutObject",
      `${OWN_LOGS}/CloudTrail/a`,
      of(elsewhere(TRAIL), owned),
    ],
    [
      "deliver another trail of this account",
      service("cloudtrail"),
      "s3:PutObject",
      `${OWN_LOGS}/CloudTrail/a`,
      of(`${TRAIL}-2`, owned),
    ],
    [
      "deliver a trail of another region",
      service("cloudtrail"),
      "s3:PutObject",
      `${OWN_LOGS}/CloudTrail/a`,
      of(TRAIL.replace("us-west-2", "us-east-1"), owned),
    ],
    [
      "deliver the trail outside its folder",
      service("cloudtrail"),
      "s3:PutObject",
      `${LOGS}/AWSLogs/${STRANGE}/CloudTrail/a`,
      of(TRAIL, owned),
    ],
    [
      "read what the trail has written",
      service("cloudtrail"),
      "s3:GetObject",
      `${OWN_LOGS}/CloudTrail/a`,
      of(TRAIL, owned),
    ],
    ["deliver without saying for whom", service("cloudtrail"), "s3:PutObject", `${OWN_LOGS}/CloudTrail/a`, owned],
    [
      "check the bucket for another account's trail",
      service("cloudtrail"),
      "s3:GetBucketAcl",
      LOGS,
      of(elsewhere(TRAIL)),
    ],
    [
      "deliver another account's invocations",
      service("bedrock"),
      "s3:PutObject",
      `${OWN_LOGS}/BedrockModelInvocationLogs/a`,
      of(`arn:aws:bedrock:us-west-2:${STRANGE}:*`),
    ],
    [
      "overwrite the trail with invocations",
      service("bedrock"),
      "s3:PutObject",
      `${OWN_LOGS}/CloudTrail/a`,
      of(`arn:aws:bedrock:us-west-2:${OWN}:*`),
    ],
    [
      "deliver another bucket's access logs",
      service("logging.s3"),
      "s3:PutObject",
      `${ACCESS}/openhands-data/a`,
      of("arn:aws:s3:::other"),
    ],
    [
      "deliver another account's access logs",
      service("logging.s3"),
      "s3:PutObject",
      `${ACCESS}/openhands-data/a`,
      { "aws:SourceArn": DATA, "aws:SourceAccount": STRANGE },
    ],
    ["send another account's alarm", service("cloudwatch"), "sns:Publish", TOPIC, of(elsewhere(ALARM))],
    [
      "send another account's budget",
      service("budgets"),
      "sns:Publish",
      TOPIC,
      of(`arn:aws:budgets::${STRANGE}:budget/a`),
    ],
    ["send something else", service("events"), "sns:Publish", TOPIC, of(`arn:aws:events:us-west-2:${OWN}:rule/a`)],
  ])("%s", (_, requester, action, resource, context) => {
    expect(ask(requester, action, resource, context)).toBe("denied");
  });
});

describe.each<[string, Requester]>([
  ["a user of another account, who may do everything there,", foreigner],
  ["an administrator of another account", foreignRoot],
  ["an anonymous caller", anyone],
])("%s may not", (_, requester) => {
  it.each([
    ["s3:ListBucket", LOGS],
    ["s3:GetObject", `${OWN_LOGS}/CloudTrail/a`],
    ["s3:PutObject", `${OWN_LOGS}/CloudTrail/a`],
    ["s3:DeleteObject", `${OWN_LOGS}/CloudTrail/a`],
    ["s3:PutBucketPolicy", LOGS],
    ["s3:GetObject", `${ACCESS}/openhands-data/a`],
    ["s3:PutObject", `${ACCESS}/openhands-data/a`],
    ["s3:GetObject", `${DATA}/a`],
    ["s3:PutObject", `${DATA}/a`],
    ["sns:Publish", TOPIC],
    ["sns:Subscribe", TOPIC],
  ])("%s on %s", (action, resource) => expect(ask(requester, action, resource, owned)).toBe("denied"));
});

describe("the roles of the log groups", () => {
  const assume = (requester: Requester, name: string, context: Record<string, string> = {}) => {
    const role = model.identities.find((identity) => known(identity.name) === name);
    if (!role?.trust) throw new Error(name);
    const policies = { identity: [EVERYTHING] };
    const trust = compilePolicy(role.address, role.trust.statements);
    return assumeRole({ requester, role: { arn: role.arn, trust }, context: contextOf(context), policies }).outcome;
  };
  const ofAccount = (account: string) => of(`arn:aws:bedrock:us-west-2:${account}:*`);

  it("are assumed by their service", () => {
    expect(assume(service("cloudtrail"), "openhands-audit-trail")).toBe("allowed");
    expect(assume(service("bedrock"), "openhands-audit-bedrock", ofAccount(OWN))).toBe("allowed");
  });

  it("are not assumed for another account, where the service says for whom", () => {
    expect(assume(service("bedrock"), "openhands-audit-bedrock", ofAccount(STRANGE))).toBe("denied");
    expect(assume(service("bedrock"), "openhands-audit-bedrock")).toBe("denied");
  });

  it.each(["openhands-audit-trail", "openhands-audit-bedrock"])("%s is assumed by nobody else", (name) => {
    for (const stranger of [foreigner, foreignRoot, anyone, service("ec2")])
      expect(assume(stranger, name, ofAccount(OWN))).toBe("denied");
  });
});

it("has no key of its own, whose policy would be another door", () => {
  expect(model.resourcePolicies.map(({ service }) => service).sort()).toEqual(["s3", "s3", "s3", "sns"]);
});

it("passes the guard without a finding, even of the lowest severity", async () => {
  const findings = await stackFindings(rendered, config, "openhands.yaml", new Date("2026-11-21T00:00:00Z"));
  expect(findings.filter(({ file }) => file.includes("openhands-audit"))).toEqual([]);
});
