import { type GithubJob, loadCatalogue, parsePrincipal, trustPolicy, whoCan } from "@openhands-aws/guard";
import { assumeRole } from "@openhands-aws/guard/policy/assume-role";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { policiesOf } from "@openhands-aws/guard/whocan/identity-policies";
import { proveStacks } from "../../export/check/prove-stacks";
import { stackFindings, stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { needsOf, synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { sessionPolicy } from "./refresher";

const USER = "arn:aws:iam::123456789012:user/service/bedrock-openhands-user";
const WORKLOAD = "arn:aws:iam::123456789012:role/cluster/openhands";

const FAMILIES = {
  "0.x": 'openhands: {version: "0.62"}',
  "1.x": 'openhands: {version: "1.11"}',
  canvas: "openhands: {family: canvas}",
};
const ALL = Object.entries(FAMILIES);
const on = (family: string, more = "") => `${family}\nruntime: {refresher: {${more}}}`;
const off = (family: string) => `${family}\nruntime: {refresher: false}`;
const ON = on(FAMILIES["0.x"]);
const AGENT_INSIDE = on(FAMILIES["1.x"]);
const BY_ROLE = on(FAMILIES["0.x"], `principal: "${WORKLOAD}"`);

const config = (yaml: string) => testConfig(yaml, "openhands.yaml");
const rendered = (yaml: string) => renderStacks(synthesizeAll(config(yaml)));
const json = (yaml: string) => JSON.parse(rendered(yaml).get("openhands") ?? "");
const principal = (arn: string) => {
  const parsed = parsePrincipal(arn);
  if (!parsed) throw new Error(arn);
  return parsed;
};

/** Everything but the sessions' role and the step to it. */
function withoutSessions(yaml: string) {
  const { resource, data, ...rest } = json(yaml);
  const others = (blocks: Record<string, Record<string, object>>) =>
    Object.fromEntries(
      Object.entries(blocks).map(([type, labels]) => [
        type,
        Object.fromEntries(Object.entries(labels).filter(([label]) => !/^openhands_(session|refresher)/.test(label))),
      ]),
    );
  return { ...rest, resource: others(resource), data: others(data) };
}

it.each(ALL)("%s: gives the sessions a role of their own, and leaves every other role as it is", (_, family) => {
  expect(withoutSessions(on(family))).toEqual(withoutSessions(off(family)));
  expect(json(on(family)).resource.aws_iam_role).toHaveProperty("openhands_session.name", "openhands-session-role");
  expect(json(off(family)).resource.aws_iam_role).not.toHaveProperty("openhands_session");
});

it("is there without being asked for only with Agent Canvas in a cluster, whose agent would otherwise have the key", () => {
  const deployed = (family: string) => `${family}\nkubernetes: {}`;
  expect(json(deployed(FAMILIES.canvas))).toEqual(json(deployed(on(FAMILIES.canvas))));
  expect(json(FAMILIES.canvas)).toEqual(json(off(FAMILIES.canvas)));
  expect(json(deployed(FAMILIES["0.x"]))).toEqual(json(off(FAMILIES["0.x"])));
});

const trust = (yaml: string) => json(yaml).data.aws_iam_policy_document.openhands_session_trust.statement;

it("lets only its principal assume the role, and only with its sessions' names", () => {
  expect(trust(ON)).toEqual([
    {
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      principals: [{ type: "AWS", identifiers: [USER] }],
      condition: [{ test: "StringLike", variable: "sts:RoleSessionName", values: ["openhands-*"] }],
    },
  ]);
  const [statement, ...others] = trust(BY_ROLE);
  expect([statement.principals, others]).toEqual([[{ type: "AWS", identifiers: [WORKLOAD] }], []]);
});

it("gives the Bedrock user the step to the one role, and creates the user before the trust names it", () => {
  const { data, resource } = json(ON);
  expect(data.aws_iam_policy_document.openhands_refresher.statement).toEqual([
    {
      sid: "AssumeSessionRole",
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      resources: ["arn:aws:iam::123456789012:role/openhands-session-role"],
    },
  ]);
  expect(resource.aws_iam_user_policy_attachment.openhands_refresher.user).toBe("${aws_iam_user.bedrock_user.name}");
  expect(resource.aws_iam_role.openhands_session.depends_on).toEqual(["aws_iam_user.bedrock_user"]);
});

it("attaches nothing to a role that is not ours", () => {
  const { aws_iam_policy, aws_iam_user_policy_attachment } = json(BY_ROLE).resource;
  expect(aws_iam_policy).not.toHaveProperty("openhands_refresher");
  expect(Object.keys(aws_iam_user_policy_attachment)).toEqual(["bedrock_policy_attachment"]);
});

it.each([
  ["900", 3600],
  ["3600", 3600],
  ["14400", 14_400],
])("lets a session of %s seconds last as long as it asks", (sessionSeconds, seconds) => {
  const { openhands_session } = json(on(FAMILIES.canvas, `sessionSeconds: ${sessionSeconds}`)).resource.aws_iam_role;
  expect(openhands_session.max_session_duration).toBe(seconds);
});

it("is not part of the design", () => {
  expect(json("posture: as-designed\nruntime: {refresher: {}}")).toEqual(json("posture: as-designed"));
});

describe("whocan: the sessions' role", () => {
  it.each([
    ["by the Bedrock user", ON, USER, "allowed"],
    ["not by a user of that name with another path", ON, USER.replace("/service", ""), "denied"],
    ["by the workload's role", BY_ROLE, WORKLOAD, "allowed"],
    ["but then not by the user", BY_ROLE, USER, "denied"],
    ["not by the runtime's role", ON, "arn:aws:iam::123456789012:role/openhands-runtime-role", "denied"],
  ])("can be assumed %s", async (_, yaml, arn, decision) => {
    const answers = whoCan(await stackModel(rendered(yaml)), { kind: "principal", principal: principal(arn) });
    expect(answers.find(({ name }) => name === "openhands-session-role")?.decision).toBe(decision);
  });

  it.each([
    ["openhands-0b1c", "allowed"],
    ["openhands", "denied"],
    ["someone-else", "denied"],
  ])("can be assumed by its principal under the name %s: %s", async (name, outcome) => {
    const { identities } = await stackModel(rendered(ON));
    const [role, user] = ["aws_iam_role.openhands_session", "aws_iam_user.bedrock_user"].map((address) =>
      identities.find((identity) => identity.address === address),
    );
    const policy = role && trustPolicy(role);
    if (!policy || !user) throw new Error("The stack has no such role or user");
    const decision = assumeRole({
      requester: { kind: "user", arn: USER },
      role: { arn: role.arn, trust: policy },
      context: contextOf({ "sts:RoleSessionName": name }),
      policies: policiesOf(user),
    });
    expect(decision.outcome).toBe(outcome);
  });

  const MAIN: GithubJob = {
    repository: { owner: "boxp", name: "arch" },
    event: "push",
    ref: "refs/heads/main",
    audience: "sts.amazonaws.com",
  };

  it.each(ALL)("%s: gives no model to a run of GitHub, which gets the runtime's role as before", async (_, family) => {
    const wish = { action: "bedrock:InvokeModel" };
    const answers = async (yaml: string) =>
      whoCan(await stackModel(rendered(yaml)), { kind: "github", job: MAIN }, wish).map((answer) => [
        answer.name,
        answer.decision,
        answer.wish?.decision,
      ]);
    expect(await answers(on(family))).toEqual([
      ["openhands-runtime-role", "allowed", "denied"],
      ["openhands-session-role", "denied", undefined],
    ]);
    expect(await answers(off(family))).toEqual([["openhands-runtime-role", "allowed", "denied"]]);
  });
});

it("lets a session use the bucket and the settings, and the models where the agent calls them itself", () => {
  const attached = (yaml: string) => {
    const all = Object.values(json(yaml).resource.aws_iam_role_policy_attachment) as Record<string, string>[];
    return all
      .filter(({ role }) => role === "${aws_iam_role.openhands_session.name}")
      .map(({ policy_arn }) => policy_arn);
  };
  const always = ["${aws_iam_policy.openhands_config_read.arn}", "${aws_iam_policy.openhands_s3_access.arn}"];
  expect(attached(on(FAMILIES["0.x"]))).toEqual(always);
  for (const family of [FAMILIES["1.x"], FAMILIES.canvas])
    expect(attached(on(family)).sort()).toEqual(["${aws_iam_policy.bedrock_policy.arn}", ...always]);
});

it.each([ON, BY_ROLE, AGENT_INSIDE, on(FAMILIES.canvas)])(
  "gives the guard nothing to fix, and grants no more than intended: %s",
  async (yaml) => {
    const now = new Date("2026-11-21T00:00:00Z");
    const findings = await stackFindings(rendered(yaml), config(yaml), "openhands.yaml", now);
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);

    const proofs = await proveStacks(rendered(yaml), needsOf(config(yaml)), await loadCatalogue("all"));
    const principals = [...proofs.values()].flatMap((proof) => proof.principals);
    expect(principals.flatMap(({ missing, undeclared }) => [...missing, ...undeclared])).toEqual([]);
  },
);

it("limits each session to the runtime's bucket and settings", () => {
  const policy = JSON.parse(
    sessionPolicy(config(`${FAMILIES["0.x"]}\nruntime: {bucket: agents-data, prefixes: [a/], refresher: {}}`)),
  );
  expect(policy.Statement).toEqual([
    { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::agents-data" },
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::agents-data/a/*" },
    {
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParameters"],
      Resource: ["bucket", "region", "role-arn", "bedrock-region", "bedrock-model-id"].map(
        (name) => `arn:aws:ssm:ap-northeast-1:123456789012:parameter/openhands/config/${name}`,
      ),
    },
  ]);
});

it.each([
  ["1.x", FAMILIES["1.x"]],
  ["canvas", FAMILIES.canvas],
])("%s: lets a session call the models", (_, family) => {
  const actions = JSON.parse(sessionPolicy(config(on(family)))).Statement.flatMap(
    ({ Action }: { Action: string | string[] }) => Action,
  );
  expect(actions.filter((action: string) => action.startsWith("bedrock:"))).toEqual([
    "bedrock:InvokeModel",
    "bedrock:InvokeModelWithResponseStream",
    "bedrock:ListFoundationModels",
    "bedrock:GetFoundationModel",
  ]);
  expect(sessionPolicy(config(ON))).not.toContain("bedrock:");
});

it("fits several models", () => {
  const models = ["opus-4-7", "sonnet-4-6", "sonnet-4-5", "haiku-4-5"].map(
    (name) => `{id: anthropic.claude-${name}, regions: [us-east-1, us-east-2, us-west-2]}`,
  );
  const many = `${AGENT_INSIDE}\nbedrock: {models: [${models.join(", ")}]}`;
  expect(() => rendered(many)).not.toThrow();
});

it("writes a session policy in characters that STS accepts", () => {
  const policy = sessionPolicy(config('runtime: {prefixes: ["ü日本/"], refresher: {}}'));
  expect(policy).toMatch(/^[\u0020-\u00ff]+$/);
  expect(JSON.parse(policy).Statement[1].Resource).toBe("arn:aws:s3:::openhands-data/ü日本/*");
});

it("refuses a session policy that is longer than STS accepts, and says what to shorten", () => {
  const prefixes = Array.from({ length: 40 }, (_, index) => `a-prefix-of-some-length-${index}/`).join(", ");
  const long = `runtime: {prefixes: [${prefixes}], refresher: {}}`;
  expect(() => rendered(long)).toThrow(
    /openhands: the policy is \d+ characters long; AWS accepts 2048\. It is the session policy of/,
  );
  expect(() => rendered(long.replace(", refresher: {}", ""))).not.toThrow();
});
