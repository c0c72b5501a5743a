import { join } from "node:path";
import { PROJECT } from "../../project";
import { describeEmbedded } from "../support/embedded";
import { killAt } from "./support/kill-at";
import { ACCOUNT, Launcher } from "./support/launcher";
import { LeakedKey, REVOKED_CONFIG, USER } from "./support/leaked-key";

describeEmbedded("revoke", () => {
  let launcher: Launcher;
  let leaked: LeakedKey;
  beforeAll(async () => {
    launcher = await Launcher.start();
    leaked = new LeakedKey(launcher);
  });
  beforeEach(() => leaked.create());
  afterAll(async () => {
    leaked?.remove();
    await launcher?.stop();
  });

  const failed = ({ steps }: Awaited<ReturnType<LeakedKey["run"]>>) => steps.filter(({ status }) => status === "FAIL");
  const changes = async () =>
    (await launcher.calls()).filter(({ number, action }) => number && /^(Put|Update|Delete)/.test(action));

  const program = () => [join(PROJECT, "bin/openhands-aws"), "revoke", "--all", "--yes", "--config", leaked.config];

  async function expectRevoked() {
    const { user, ...state } = await leaked.state();
    expect(user).toEqual({ instant: expect.any(Date), state: "final" });
    expect(state).toEqual({
      ...{ keys: ["Inactive"], apiKeys: ["Inactive"], roles: [user, user, undefined], config: REVOKED_CONFIG },
    });
    return user;
  }

  it("changes nothing without --yes", async () => {
    const before = await leaked.state();
    const { steps } = await leaked.run({ yes: false });
    expect(steps.map(({ status, step }) => `${status} ${step}`)).toEqual([
      `TODO access key ${leaked.id} is inactive`,
      `TODO Bedrock API key ${leaked.apiKey} is inactive`,
      "TODO the config keeps the key inactive",
      `TODO older sessions of the user ${USER} are denied`,
      "TODO older sessions of the role first are denied",
      "TODO older sessions of the role second are denied",
      "SKIP the exported files keep the key inactive",
      "SKIP nothing issued before still works",
      "DONE CloudTrail says what the credentials did",
    ]);
    expect(await leaked.state()).toEqual(before);
    expect(await changes()).toEqual([]);
  });

  it("cuts the key first, then what was made with it, and proves it", async () => {
    expect(await leaked.sessionError()).toBe("");
    const result = await leaked.run({ key: leaked.id });
    expect(failed(result)).toEqual([]);
    await expectRevoked();
    expect(await leaked.sessionError()).toBe("AccessDeniedException");
    expect((await changes()).map(({ action, parameters }) => `${action} ${parameters.RoleName ?? ""}`.trim())).toEqual([
      ...["UpdateAccessKey", "UpdateServiceSpecificCredential"],
      ...["PutUserPolicy", "PutRolePolicy first", "PutRolePolicy second"],
    ]);
    const proof = result.steps.find(({ step }) => step === "nothing issued before still works");
    expect(proof).toMatchObject({ status: "DONE", evidence: expect.stringContaining("role/second") });
    const { trail } = JSON.parse(result.json);
    expect(trail.credentials).toEqual([
      expect.objectContaining({
        id: leaked.id,
        events: 1,
        actions: [{ action: "sts:AssumeRole", count: 1, refused: 0 }],
      }),
      expect.objectContaining({ id: leaked.session.accessKeyId, madeBy: leaked.id }),
    ]);
    expect(trail.notSeen.join()).toMatch(/data events.*other regions than ap-northeast-1, us-west-2, us-east-1/);
    for (const secret of [leaked.secret, leaked.session.secretAccessKey, launcher.operator.secretAccessKey])
      expect(result.json + result.text((_, plain) => plain)).not.toContain(secret);
  });

  it("keeps the instant when it runs again, and changes nothing", async () => {
    await leaked.run();
    const before = await leaked.state();
    await launcher.reset();
    const { steps } = await leaked.run();
    expect(steps.filter(({ status }) => status === "CHANGED")).toEqual([]);
    expect(await leaked.state()).toEqual(before);
    expect(await changes()).toEqual([]);
  });

  it("takes a new instant if the key has worked again since, even if it is stopped after the key", async () => {
    await leaked.run();
    const first = (await leaked.state()).user;
    await leaked.iam.updateAccessKey({ UserName: USER, AccessKeyId: leaked.id, Status: "Active" });
    await leaked.assume(`arn:aws:iam::${ACCOUNT}:role/first`);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await launcher.reset();
    expect(await killAt(launcher, 4, "after", program())).toMatchObject({ action: "UpdateAccessKey" });
    expect(await leaked.state()).toMatchObject({ keys: ["Inactive"], user: { state: "open" } });
    await leaked.run();
    const second = await expectRevoked();
    expect(Object(second).instant.getTime()).toBeGreaterThan(Object(first).instant.getTime());
  });

  it("goes on where a step fails, and names it", async () => {
    await launcher.fault("LookupEvents", "throttle");
    expect(failed(await leaked.run())).toEqual([
      expect.objectContaining({ evidence: expect.stringContaining("AWS throttles cloudtrail:LookupEvents") }),
    ]);
    await expectRevoked();
    await leaked.create();
    await launcher.fault("GetAccountAuthorizationDetails", "error");
    expect(failed(await leaked.run()).map(({ step }) => step)).toContain("the roles that the key leads to are known");
    await launcher.reset();
    expect(failed(await leaked.run())).toEqual([]);
    await expectRevoked();
  });

  it("lifts its own denies only, and brings no key back", async () => {
    await leaked.run();
    await leaked.run({ lift: true, yes: false });
    await expectRevoked();
    await launcher.reset();
    expect(failed(await leaked.run({ lift: true }))).toEqual([]);
    const { keys, apiKeys, user, roles } = await leaked.state();
    expect({ keys, apiKeys, user, roles }).toEqual({
      ...{ keys: ["Inactive"], apiKeys: ["Inactive"], user: undefined, roles: [undefined, undefined, undefined] },
    });
    expect((await changes()).map(({ action }) => action)).toEqual([
      ...["DeleteUserPolicy", "DeleteRolePolicy", "DeleteRolePolicy"],
    ]);
    expect((await leaked.iam.listUserPolicies({ UserName: USER })).PolicyNames).toEqual(["own"]);
  });

  it("refuses a key that is not the user's, and names those that are", async () => {
    await expect(leaked.run({ key: "AKIAIOSFODNN7EXAMPLE" })).rejects.toThrow(
      `AKIAIOSFODNN7EXAMPLE is not an access key of the user ${USER}. Its keys: ${leaked.id} (Active).`,
    );
  });

  it("reaches the end after it was killed before or after any call", async () => {
    const points: string[] = [];
    for (let number = 1; ; number++)
      for (const moment of ["before", "after"] as const) {
        await leaked.create(false);
        const call = await killAt(launcher, number, moment, program());
        if (!call) {
          expect(points.length).toBeGreaterThan(20);
          return;
        }
        points.push(`${moment} ${call.action}`);
        const { user, roles, keys } = await leaked.state();
        if (user || roles.some(Boolean)) expect(keys).toEqual(["Inactive"]);
        expect([points.at(-1), failed(await leaked.run())]).toEqual([points.at(-1), []]);
        await expectRevoked();
      }
  }, 180_000);
});
