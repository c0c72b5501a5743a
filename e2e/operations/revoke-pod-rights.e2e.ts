import { writeFileSync } from "node:fs";
import { describeEmbedded } from "../support/embedded";
import type { Call } from "./support/call";
import { ACCOUNT, Launcher, type Principal } from "./support/launcher";
import { LeakedKey, USER } from "./support/leaked-key";
import { actionsOf, exportedRights, without } from "./support/rights";

const ROLE = "openhands-workload-role";
/** The refresher's sessions: of a pod with an identity, and of the key that was there before. */
const CONFIG = `openhands: {version: "0.62"}
runtime: {bucket: octo-org-openhands, refresher: {role: first}}
bedrock: {access: workload-identity}
kubernetes: {identity: {cluster: self-hosted, issuer: {url: https://oidc.example.com}}}
`;
/** During the migration. */
const KEPT = CONFIG.replace("workload-identity}", "workload-identity, accessKey: {keep: true}}");
/** What it needs where there is no user any more: it looks for one. */
const OF_POD = [
  "iam:DeleteRolePolicy",
  "iam:GetAccountAuthorizationDetails",
  "iam:GetUserPolicy",
  "iam:ListAccessKeys",
  "iam:PutRolePolicy",
];

const roleArn = (name: unknown) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const rolesOf = (calls: readonly Call[], action: string) => {
  const names = calls.filter((call) => call.action === action).map(({ parameters }) => parameters.RoleName);
  return [...new Set(names.map(roleArn))].sort();
};
const trusting = (Principal: object, Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action }] });

describeEmbedded("revoke's rights, with a pod of its own identity", () => {
  let launcher: Launcher;
  let leaked: LeakedKey;
  beforeAll(async () => {
    launcher = await Launcher.start();
    leaked = new LeakedKey(launcher);
  });
  afterAll(async () => {
    leaked?.remove();
    await launcher?.stop();
  });

  const rights = () => exportedRights("revoke", CONFIG);

  /** The pod's role leads to the sessions' role. */
  async function podAlone(): Promise<void> {
    await launcher.empty();
    await createPod(CONFIG, (role) => leaked.iam.createRole(role));
  }

  /** The user's two keys lead to the sessions' role as well. */
  async function podAndUser(): Promise<void> {
    await leaked.create(false);
    await leaked.removeRole("second"); // The stacks would not create it.
    await leaked.iam.createAccessKey({ UserName: USER });
    await leaked.holdId();
    const AWS = [roleArn(ROLE), `arn:aws:iam::${ACCOUNT}:user/service/${USER}`];
    await createPod(KEPT, ({ RoleName }) =>
      leaked.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trusting({ AWS }, "sts:AssumeRole") }),
    );
  }

  async function createPod(
    config: string,
    createFirst: (role: { RoleName: string; AssumeRolePolicyDocument: string }) => Promise<unknown>,
  ): Promise<void> {
    const Federated = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example.com`;
    const AssumeRolePolicyDocument = trusting({ Federated }, "sts:AssumeRoleWithWebIdentity");
    await leaked.iam.createRole({ RoleName: ROLE, AssumeRolePolicyDocument });
    const pod = { AWS: roleArn(ROLE) };
    await createFirst({ RoleName: "first", AssumeRolePolicyDocument: trusting(pod, "sts:AssumeRole") });
    writeFileSync(leaked.config, config);
    await launcher.reset();
  }

  /** Everything that revoke can do. @returns what failed */
  async function everything(principal: Principal, key?: string): Promise<string[]> {
    const results = [
      ...(key ? [await leaked.run({ key }, principal)] : []),
      await leaked.run({}, principal),
      await leaked.run({ lift: true }, principal),
    ];
    return results.flatMap(({ steps }) => steps.flatMap(({ status, evidence }) => (status === "FAIL" ? evidence : [])));
  }

  it.each([
    ["of the pod alone", podAlone, () => undefined, () => OF_POD],
    ["of the pod beside the user of before", podAndUser, () => leaked.id, () => actionsOf(rights()).sort()],
  ])(
    "%s are enough, and are what it calls",
    async (_, prepare, key, needed) => {
      await prepare();
      const revoker = await launcher.principal("revoker", rights());
      expect(await everything(revoker, key())).toEqual([]);
      const calls = (await launcher.calls()).filter(({ principal }) => principal === revoker.arn);
      expect([...new Set(calls.map(({ permission }) => permission))].sort()).toEqual(needed());
      expect(actionsOf(rights())).toEqual(expect.arrayContaining(needed()));
      // The launcher looks at actions only.
      for (const action of ["PutRolePolicy", "DeleteRolePolicy"]) {
        const right = rights().find(({ Action }) => Action.includes(`iam:${action}`));
        expect(right?.Resource.toSorted()).toEqual(rolesOf(calls, action));
        expect(rolesOf(calls, action)).toEqual([roleArn("first"), roleArn(ROLE)]);
      }
    },
    30_000,
  );

  // The others are the user's: without the pod, they are all needed as well.
  it("are all needed for the pod alone: without any one of them a step fails and names it", async () => {
    for (const action of OF_POD) {
      await podAlone();
      const revoker = await launcher.principal("revoker", without(rights(), action));
      expect(await everything(revoker)).toContainEqual(expect.stringContaining(`AWS denies ${action} (AccessDenied`));
    }
  }, 60_000);
});
