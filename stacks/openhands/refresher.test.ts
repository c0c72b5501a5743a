import { loadCatalogue, parsePrincipal, whoCan } from "@openhands-aws/guard";
import { proveStacks } from "../../export/check/prove-stacks";
import { stackFindings, stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { needsOf, synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { sessionPolicy } from "./refresher";

const USER = "arn:aws:iam::123456789012:user/service/bedrock-openhands-user";
const WORKLOAD = "arn:aws:iam::123456789012:role/cluster/openhands";
const ON = "runtime: {refresher: {}}";
const AGENT_INSIDE = `openhands: {version: "1.11"}\n${ON}`;
const BY_ROLE = `runtime: {refresher: {principal: ${WORKLOAD}}}`;

const config = (yaml: string) => testConfig(yaml, "openhands.yaml");
const rendered = (yaml: string) => renderStacks(synthesizeAll(config(yaml)));
const json = (yaml: string) => JSON.parse(rendered(yaml).get("openhands") ?? "");
const trust = (yaml: string) => json(yaml).data.aws_iam_policy_document.openhands_runtime_trust.statement;

it("adds exactly one statement to the trust, for its principal and its sessions only", () => {
  const [github, ...others] = trust(ON);
  expect([github]).toEqual(trust(""));
  expect(others).toEqual([
    {
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      principals: [{ type: "AWS", identifiers: [USER] }],
      condition: [{ test: "StringLike", variable: "sts:RoleSessionName", values: ["openhands-*"] }],
    },
  ]);
  expect(trust(BY_ROLE)[1].principals).toEqual([{ type: "AWS", identifiers: [WORKLOAD] }]);
});

it("gives the Bedrock user the step to the one role, and creates it before the trust names it", () => {
  const { data, resource } = json(ON);
  expect(data.aws_iam_policy_document.openhands_refresher.statement).toEqual([
    {
      sid: "AssumeRuntimeRole",
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      resources: ["arn:aws:iam::123456789012:role/openhands-runtime-role"],
    },
  ]);
  expect(resource.aws_iam_user_policy_attachment.openhands_refresher.user).toBe("${aws_iam_user.bedrock_user.name}");
  expect(resource.aws_iam_role.openhands_runtime.depends_on).toContain("aws_iam_user.bedrock_user");
});

it("attaches nothing to a role that is not ours", () => {
  const { aws_iam_role, ...others } = json(BY_ROLE).resource;
  const { aws_iam_role: before, ...without } = json("").resource;
  expect(others).toEqual(without);
  expect(aws_iam_role).toEqual(before);
});

it("is not part of the design", () => {
  expect(json(`posture: as-designed\n${ON}`)).toEqual(json("posture: as-designed"));
});

it.each([
  ["nobody without a refresher", "", USER, "denied"],
  ["the Bedrock user", ON, USER, "allowed"],
  ["not a user of that name with another path", ON, "arn:aws:iam::123456789012:user/bedrock-openhands-user", "denied"],
  ["the workload's role", BY_ROLE, WORKLOAD, "allowed"],
  ["but then not the user", BY_ROLE, USER, "denied"],
])("whocan: the role can be assumed by %s", async (_, yaml, arn, decision) => {
  const principal = parsePrincipal(arn);
  if (!principal) throw new Error(arn);
  const answers = whoCan(await stackModel(rendered(yaml)), { kind: "principal", principal });
  expect(answers.find(({ name }) => name === "openhands-runtime-role")?.decision ?? "denied").toBe(decision);
});

it("gives the role the models only with a refresher, where the agent runs in the sandbox", () => {
  const attachments = (yaml: string) => json(yaml).resource.aws_iam_role_policy_attachment;
  const { openhands_runtime_bedrock: models, ...others } = attachments(AGENT_INSIDE);
  expect(models.policy_arn).toBe("${aws_iam_policy.bedrock_policy.arn}");
  expect(others).toEqual(attachments(ON));
  expect(attachments(AGENT_INSIDE.replace(ON, ""))).toEqual(attachments(""));
});

it.each([ON, BY_ROLE, AGENT_INSIDE])(
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
  const policy = JSON.parse(sessionPolicy(config("runtime: {bucket: agents-data, prefixes: [a/], refresher: {}}")));
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

it("lets a session call the models where the agent calls them from the sandbox", () => {
  const actions = JSON.parse(sessionPolicy(config(AGENT_INSIDE))).Statement.flatMap(
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
