import { loadCatalogue, trustPolicy, whoCan } from "@openhands-aws/guard";
import { assumeRole } from "@openhands-aws/guard/policy/assume-role";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { proveStacks } from "../../export/check/prove-stacks";
import { stackFindings, stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { needsOf, synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";

const ISSUER = "oidc.example.com/agents";
const FAMILIES = {
  "0.x": 'openhands: {version: "0.62"}\nruntime: {refresher: {}}',
  "1.x": 'openhands: {version: "1.11"}\nruntime: {refresher: {}}',
  canvas: "openhands: {family: canvas}",
};
const SELF_HOSTED = `{cluster: self-hosted, issuer: {url: "https://${ISSUER}"}}`;
const PODS = "{cluster: eks, podIdentity: {cluster: agents}}";
const yaml = (family: string, bedrock = "{access: workload-identity}", identity = SELF_HOSTED) =>
  `${family}\nbedrock: ${bedrock}\nkubernetes: {identity: ${identity}}`;

const config = (text: string) => testConfig(text, "openhands.yaml");
const rendered = (text: string) => renderStacks(synthesizeAll(config(text)));
const json = (text: string) => JSON.parse(rendered(text).get("openhands") ?? "");
const ROLE = "openhands-workload-role";

it.each<[keyof typeof FAMILIES, string[]]>([
  ["0.x", ["bedrock_policy", "openhands_refresher"]],
  ["1.x", ["openhands_refresher"]],
  ["canvas", ["bedrock_policy", "openhands_config_read", "openhands_s3_access"]],
])("%s: gives the role only what works in the pod", (family, policies) => {
  const attached = Object.values<Record<string, string>>(
    json(yaml(FAMILIES[family])).resource.aws_iam_role_policy_attachment,
  );
  const own = attached.filter(({ role }) => role?.includes("openhands_workload") || role === ROLE);
  expect(own.map(({ policy_arn }) => policy_arn?.split(".")[1]).sort()).toEqual(policies);
});

/** Each step's Bedrock section; whether the role, the user and an active key exist. */
const STEPS: [number, string, boolean, string | undefined][] = [
  [1, "{access: access-key}", true, "Active"],
  [2, "{access: workload-identity, accessKey: {keep: true}}", true, "Active"],
  [3, "{access: workload-identity, accessKey: {keep: true, status: Inactive}}", true, "Inactive"],
  [4, "{access: workload-identity}", false, undefined],
];

it.each(Object.values(FAMILIES))("is the same while the pods go from the key to the role, and back: %s", (family) => {
  const [using, kept] = STEPS.map(([, bedrock]) => json(yaml(family, bedrock)));
  expect(kept).toEqual(using);
});

describe.each(STEPS)("step %d of the migration", (_, bedrock, hasUser, status) => {
  it.each(Object.values(FAMILIES))("has the role, and user and key as long as they are wanted: %s", (family) => {
    const { resource } = json(yaml(family, bedrock));
    expect(resource.aws_iam_role).toHaveProperty("openhands_workload.name", ROLE);
    expect(resource.aws_iam_openid_connect_provider.cluster.url).toBe(`https://${ISSUER}`);
    expect("aws_iam_user" in resource).toBe(hasUser);
    const { status: written = "Active" } = resource.aws_iam_access_key?.bedrock_user_key ?? {};
    expect(resource.aws_iam_access_key ? written : undefined).toBe(status);
    const parameters = Object.keys(resource.aws_ssm_parameter).filter((label) => label.startsWith("bedrock"));
    expect(parameters).toHaveLength(hasUser ? 2 : 0);
  });

  it.each([FAMILIES["0.x"], FAMILIES["1.x"]])("lets who is there refresh the sessions: %s", (family) => {
    const { statement } = json(yaml(family, bedrock)).data.aws_iam_policy_document.openhands_session_trust;
    const trusted = statement.flatMap(({ principals }: { principals: { identifiers: string[] }[] }) =>
      principals.flatMap(({ identifiers }) => identifiers),
    );
    const user = "arn:aws:iam::123456789012:user/service/bedrock-openhands-user";
    expect(trusted).toEqual([...(hasUser ? [user] : []), `arn:aws:iam::123456789012:role/${ROLE}`]);
  });

  it.each(Object.values(FAMILIES))("gives the guard nothing to fix, and no more than intended: %s", async (family) => {
    const text = yaml(family, bedrock);
    const now = new Date("2026-11-28T00:00:00Z");
    const findings = await stackFindings(rendered(text), config(text), "openhands.yaml", now);
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    const proofs = await proveStacks(rendered(text), needsOf(config(text)), await loadCatalogue("all"));
    const principals = [...proofs.values()].flatMap((proof) => proof.principals);
    expect(principals.flatMap(({ missing, undeclared }) => [...missing, ...undeclared])).toEqual([]);
  });
});

it.each<[string, object, string]>([
  ["the service account", {}, "allowed"],
  ["one in another namespace", { namespace: "default" }, "denied"],
  ["another one", { name: "default" }, "denied"],
  ["one with another audience", { audience: "vault" }, "denied"],
  ["one of another cluster", { issuer: "oidc.example.com" }, "denied"],
  ["one of the issuer with a trailing slash", { issuer: `${ISSUER}/` }, "denied"],
])("whocan: for %s", async (_, different, decision) => {
  const account = { namespace: "openhands", name: "openhands", issuer: ISSUER, ...different };
  const answers = whoCan(await stackModel(rendered(yaml(FAMILIES.canvas))), { kind: "service-account", account });
  expect(answers.find(({ name }) => name === ROLE)?.decision).toBe(decision);
});

it.each<[string, Record<string, string>, string]>([
  ["the service account", {}, "allowed"],
  ["one in another namespace", { "kubernetes-namespace": "default" }, "denied"],
  ["another one", { "kubernetes-service-account": "default" }, "denied"],
  ["another cluster", { "eks-cluster-arn": "arn:aws:eks:ap-northeast-1:123456789012:cluster/other" }, "denied"],
])("Pod Identity: for %s", async (_, different, outcome) => {
  const { identities } = await stackModel(rendered(yaml(FAMILIES.canvas, undefined, PODS)));
  const role = identities.find(({ address }) => address === "aws_iam_role.openhands_workload");
  const trust = role && trustPolicy(role);
  if (!trust) throw new Error("The stack has no such role");
  const tags = {
    "eks-cluster-arn": "arn:aws:eks:ap-northeast-1:123456789012:cluster/agents",
    "kubernetes-namespace": "openhands",
    "kubernetes-service-account": "openhands",
    ...different,
  };
  const keys = Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value]);
  const decision = assumeRole({
    requester: { kind: "service", name: "pods.eks.amazonaws.com" },
    role: { arn: role.arn, trust },
    context: contextOf(Object.fromEntries(keys)),
    tagged: true,
  });
  expect(decision.outcome).toBe(outcome);
});

it("forgets its own provider, rather than destroy it, where the account's existing one is used", () => {
  const { data, removed, resource } = json(yaml(FAMILIES.canvas).replace("issuer:", "provider: existing, issuer:"));
  expect(data.aws_iam_openid_connect_provider.cluster.url).toBe(`https://${ISSUER}`);
  expect(resource.aws_iam_openid_connect_provider).not.toHaveProperty("cluster");
  expect(removed).toEqual([{ from: "aws_iam_openid_connect_provider.cluster", lifecycle: { destroy: false } }]);
});
