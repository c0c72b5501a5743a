import { writeFileSync } from "node:fs";
import type { IAM } from "@aws-sdk/client-iam";
import { DENY } from "../../operations/revoke/deny";
import { describeEmbedded } from "../support/embedded";
import { ACCOUNT, Launcher } from "./support/launcher";
import { LeakedKey } from "./support/leaked-key";

const ROLE = "openhands-workload-role";
const CONFIG = `runtime: {bucket: octo-org-openhands}
openhands: {family: canvas}
bedrock: {access: workload-identity}
kubernetes: {identity: {cluster: self-hosted, issuer: {url: https://oidc.example.com}}}
`;
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example.com`;
const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

describeEmbedded("revoke --all, with a pod of its own identity", () => {
  let launcher: Launcher;
  let world: LeakedKey;
  let iam: IAM;
  beforeAll(async () => {
    launcher = await Launcher.start();
    world = new LeakedKey(launcher);
  });
  afterAll(async () => {
    world?.remove();
    await launcher?.stop();
  });
  beforeEach(async () => {
    await launcher.empty();
    iam = world.iam;
    writeFileSync(world.config, CONFIG);
    const trust = (Principal: object, Action: string) => document({ Effect: "Allow", Principal, Action });
    await iam.createRole({
      RoleName: ROLE,
      AssumeRolePolicyDocument: trust({ Federated: PROVIDER }, "sts:AssumeRoleWithWebIdentity"),
    });
    await iam.createRole({
      RoleName: "next",
      AssumeRolePolicyDocument: trust({ AWS: `arn:aws:iam::${ACCOUNT}:role/${ROLE}` }, "sts:AssumeRole"),
    });
    await launcher.reset();
  });

  const said = ({ steps }: Awaited<ReturnType<LeakedKey["run"]>>) =>
    steps.map(({ status, step }) => `${status} ${step}`);
  const denied = async (RoleName: string) =>
    iam.getRolePolicy({ RoleName, PolicyName: DENY }).then(
      ({ PolicyDocument = "" }) => decodeURIComponent(PolicyDocument),
      () => "",
    );
  const TOKEN = "no token from before can be exchanged any more";

  it("denies older sessions of its role and of what that leads to, proves it, and says until when a token works", async () => {
    expect(said(await world.run({ yes: false }))).toEqual([
      `TODO older sessions of the role ${ROLE} are denied`,
      "TODO older sessions of the role next are denied",
      "SKIP nothing issued before still works",
      `SKIP ${TOKEN}`,
    ]);
    expect(await denied(ROLE)).toBe("");
    expect(said(await world.run())).toEqual([
      `CHANGED older sessions of the role ${ROLE} are denied`,
      "CHANGED older sessions of the role next are denied",
      "DONE nothing issued before still works",
      `SKIP ${TOKEN}`,
    ]);
    for (const role of [ROLE, "next"]) expect(await denied(role)).toContain("aws:TokenIssueTime");
    expect(said(await world.run()).slice(0, 3)).toEqual([
      `DONE older sessions of the role ${ROLE} are denied`,
      "DONE older sessions of the role next are denied",
      "DONE nothing issued before still works",
    ]);
  });

  it("lifts the denies again", async () => {
    await world.run();
    await world.run({ lift: true });
    expect([await denied(ROLE), await denied("next")]).toEqual(["", ""]);
  });

  it("has nothing to revoke where neither user nor role is there", async () => {
    await iam.deleteRole({ RoleName: ROLE });
    expect(said(await world.run())).toEqual(["DONE the user's keys are revoked"]);
  });
});
