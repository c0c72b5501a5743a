import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { UpdatePodIdentityAssociationRequest } from "@aws-sdk/client-eks";
import { run } from "../../embedded/run";
import type { Result } from "../../operations/verify/verify";
import { PROJECT } from "../../project";
import { describeEmbedded } from "../support/embedded";
import { Installation } from "./support/installation";
import { ACCOUNT, type Fault, REGION } from "./support/launcher";
import { actionsOf, exportedRights, without } from "./support/rights";

const AGENTS = { clusterName: "agents", namespace: "openhands", serviceAccount: "openhands" };
const ROLE = `arn:aws:iam::${ACCOUNT}:role/openhands-workload-role`;
const OTHER = `arn:aws:iam::${ACCOUNT}:role/other`;
/** In the middle of the migration: the pods have the role, and the key is kept. */
const CONFIG = {
  bedrock: { access: "workload-identity", accessKey: { keep: true } },
  kubernetes: { identity: { cluster: "eks", podIdentity: { cluster: AGENTS.clusterName } } },
};
/** As EKS has changed it. */
const POD = {
  metadata: { name: "openhands-0" },
  spec: {
    containers: [{ name: "openhands", env: [{ name: "AWS_CONTAINER_CREDENTIALS_FULL_URI", value: "http://" }] }],
  },
};

describeEmbedded("verify, with EKS Pod Identity", () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.start(CONFIG);
    installation.kubectl.put("pods", "list", { items: [POD] });
  });
  afterAll(() => installation?.stop());

  const text = () => readFileSync(join(installation.directory, "openhands.yaml"), "utf8");
  const apply = () => installation.terraform.apply();
  async function idOf(account = AGENTS): Promise<string> {
    const { associations = [] } = await installation.eks.listPodIdentityAssociations(account);
    return associations[0]?.associationId ?? "";
  }
  const remove = async () =>
    installation.eks.deletePodIdentityAssociation({ clusterName: "agents", associationId: await idOf() });

  /** As a user runs it. @returns what fails, and what is said of the identity */
  async function command(env: NodeJS.ProcessEnv = {}, config = text()) {
    const file = join(installation.directory, "asked.yaml");
    writeFileSync(file, config);
    const args = ["verify", "--config", file, "--format", "json"];
    const { stdout, stderr } = await run(join(PROJECT, "bin/openhands-aws"), args, {
      cwd: installation.directory,
      env: { ...installation.envOf(installation.launcher.operator), ...env },
    });
    if (!stdout) throw new Error(stderr);
    return judged(JSON.parse(stdout).checks);
  }
  const judged = (results: readonly Result[]) => ({
    failed: results.flatMap(({ name, status }) => (status === "FAIL" ? name : [])),
    said: results.find(({ name }) => name === "pod-identity"),
  });
  const verify = async (...args: Parameters<Installation["verify"]>) => judged(await installation.verify(...args));

  const well = {
    failed: [],
    said: {
      name: "pod-identity",
      status: "PASS",
      why: `openhands runs as openhands, and has no access key. The EKS cluster agents associates it with ${ROLE}.`,
    },
  };
  const broken = (why: RegExp) => ({
    failed: ["pod-identity"],
    said: { name: "pod-identity", status: "FAIL", why: expect.stringMatching(why) },
  });

  it("passes with what terraform has made of the export", async () => expect(await command()).toEqual(well));

  it("fails with another role, until the stack is applied again", async () => {
    const update = { clusterName: "agents", associationId: await idOf(), roleArn: OTHER };
    await installation.eks.updatePodIdentityAssociation(update);
    expect(await verify()).toEqual(
      broken(/gives pods the role .*role\/other, not .*workload-role\. Apply the stack openhands\.$/),
    );
    await apply();
    expect(await verify()).toEqual(well);
  });

  it.each<[string, Partial<UpdatePodIdentityAssociationRequest>, RegExp]>([
    ["a target role", { targetRoleArn: OTHER }, /has the target role .*role\/other, whose sessions pods get/],
    ["no session tags", { disableSessionTags: true }, /gives sessions no tags, by which the role's trust knows/],
    ["a policy", { policy: "{}" }, /has a policy, which limits the sessions/],
  ])("fails with %s, until it is deleted as it says, and the stack applied again", async (_, change, why) => {
    const associationId = await idOf();
    await installation.eks.updatePodIdentityAssociation({ clusterName: "agents", associationId, ...change });
    const { failed, said } = await verify();
    expect({ failed, said }).toEqual(broken(why));
    expect(said?.why).toMatch(
      `aws eks delete-pod-identity-association --cluster-name agents --association-id ${associationId}.`,
    );
    await remove();
    await apply();
    expect(await verify()).toEqual(well);
  });

  it("fails where only others have an association, until the stack is applied again", async () => {
    await remove();
    await installation.eks.createCluster({ name: "other", roleArn: OTHER, resourcesVpcConfig: {} });
    const others = [{ clusterName: "other" }, { namespace: "openhands-2" }, { serviceAccount: "openhands-2" }];
    for (const other of others)
      await installation.eks.createPodIdentityAssociation({ ...AGENTS, ...other, roleArn: ROLE });
    expect(await verify()).toEqual(
      broken(/agents has no association for the service account openhands in the namespace openhands: .* Apply/),
    );
    await apply();
    expect(await verify()).toEqual(well);
  });

  it.each([
    ["of another name", /cluster: agents/, "cluster: agent", /There is no EKS cluster agent in ap-northeast-1\./],
    ["in another region", /^aws:$/m, "aws:\n  region: us-west-2", /There is no EKS cluster agents in us-west-2\./],
  ])("fails with a cluster %s", async (_, from, to, why) => {
    const { failed, said } = await command(
      {},
      text()
        .replace(/^ {2}region: .*\n/m, "")
        .replace(from, to),
    );
    expect(failed).toContain("pod-identity");
    expect(said?.why).toMatch(why);
  });

  it("looks at the association without a cluster in reach", async () => {
    const nowhere = {
      PATH: `${installation.directory}/nowhere:${process.env.PATH}`,
      KUBECONFIG: join(installation.directory, "nowhere"),
    };
    const { failed, said } = await command(nowhere);
    expect([failed, said?.status]).toEqual([[], "SKIP"]);
    await remove();
    expect(await command(nowhere)).toEqual(broken(/^The EKS cluster agents has no association/));
    await apply();
  });

  it("fails with a pod that has no session, whatever the association is", async () => {
    installation.kubectl.put("pods", "list", { items: [{ ...POD, spec: { containers: [] } }] });
    const result = await verify();
    installation.kubectl.put("pods", "list", { items: [POD] });
    expect(result).toEqual(broken(/^EKS gives no session to openhands-0: .* Restart it once aws eks list-/));
  });

  it.each<[string, Fault, RegExp]>([
    ["ListPodIdentityAssociations", "throttle", /^AWS throttles eks:ListPodIdentityAssociations .* after 3 attempts/],
    ["DescribePodIdentityAssociation", "error", /^eks:DescribePodIdentityAssociation failed after 3 attempts/],
    ["DescribePodIdentityAssociation", "hang", /^eks:DescribePodIdentityAssociation got no answer within 8 s/],
    ["ListPodIdentityAssociations", "before", /^eks:ListPodIdentityAssociations could not be sent/],
  ])("fails where AWS breaks %s: %s", async (action, kind, why) => {
    await installation.launcher.fault(action, kind);
    const result = await verify();
    await installation.launcher.reset();
    expect(result).toEqual(broken(why));
  });

  const rights = () => exportedRights("verify", text());

  it("has rights that are enough, and what verify calls is all of them", async () => {
    const { launcher } = installation;
    const verifier = await launcher.principal("verifier", rights());
    await launcher.reset();
    expect(await verify({}, verifier)).toEqual(well);
    const calls = (await launcher.calls()).filter(({ principal }) => principal === verifier.arn);
    const called = new Set(calls.map(({ permission }) => permission));
    called.delete("sts:GetCallerIdentity"); // Nobody can be denied it.
    expect([...called].sort()).toEqual([...new Set(actionsOf(rights()))].sort());

    // The launcher looks at actions only.
    const resourceOf = (action: string) => rights().find(({ Action }) => Action.includes(action))?.Resource;
    const asked = (action: string) => calls.find((call) => call.action === action)?.parameters;
    const { clusterName, associationId } = asked("DescribePodIdentityAssociation") ?? {};
    expect(asked("ListPodIdentityAssociations")).toMatchObject({ clusterName });
    const arn = (rest: string) => `arn:aws:eks:${REGION}:${ACCOUNT}:${rest}`;
    expect(resourceOf("eks:ListPodIdentityAssociations")).toEqual([arn(`cluster/${clusterName}`)]);
    expect(associationId).toBe(await idOf());
    expect(resourceOf("eks:DescribePodIdentityAssociation")).toEqual([arn(`podidentityassociation/${clusterName}/*`)]);
  });

  it.each(["eks:ListPodIdentityAssociations", "eks:DescribePodIdentityAssociation"])(
    "needs %s: without it the check fails, names it and says where it is exported",
    async (action) => {
      const verifier = await installation.launcher.principal(`no-${action.slice(4)}`, without(rights(), action));
      expect(await verify({}, verifier)).toEqual(
        broken(new RegExp(`AWS denies ${action} \\(AccessDenied.* stack openhands-operations`)),
      );
    },
  );
});
